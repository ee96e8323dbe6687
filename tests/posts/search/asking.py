"""Asking the search page, and what it shows."""

import re


def titles(response):
    """The titles of its hits, in order."""
    return [hit["post"].title for hit in response.context_data.get("shown", [])]


def search(client, query, **more):
    response = client.get("/search/", {"q": query, **more})
    assert response.status_code == 200
    return response


def found(client, query, **more):
    return titles(search(client, query, **more))


def text_of(response):
    """What the page says in its results, without tags and needless spaces."""
    inside = response.content.decode().partition('id="page-results"')[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]*>", " ", inside).split())
