"""What browsers ask for: suggestions while somebody types, and how to search here."""

import json
from datetime import timedelta
from xml.etree import ElementTree

import pytest

from tests.factories import make_post

pytestmark = pytest.mark.django_db
NAMESPACE = "{http://a9.com/-/spec/opensearch/1.1/}"


def suggestions(client, text):
    response = client.get("/search/suggestions/", {"q": text})
    assert response.headers["Content-Type"] == "application/x-suggestions+json"
    asked, names, descriptions, urls = json.loads(response.content)
    assert (asked, descriptions) == (text, [])
    assert len(names) == len(urls)
    return names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("梯", ["梯度下降与反向传播"]),
        ("梯度下", ["梯度下降与反向传播"]),
        ("反向 梯度", ["梯度下降与反向传播"]),
        ("trans", ["Transformers", "Transformers from scratch", "On transformers"]),
        ("transforme", ["Transformers", "Transformers from scratch", "On transformers"]),
        ("transformers fr", ["Transformers from scratch"]),
        ("python", ["Python"]),
        ("c++", ["Modern C++"]),
        ("secret", []),
        ("", []),
        ("%", []),
    ],
)
def test_titles_and_tags_that_begin_so(client, now, text, names):
    make_post("梯度下降与反向传播", tags=["Python"])
    make_post("On transformers", tags=["Transformers"])
    make_post("Transformers from scratch")
    make_post("Modern C++")
    make_post("Secret transformers", status="draft", tags=["Secret"])
    make_post("Secret plans", published_at=now + timedelta(days=3))
    assert suggestions(client, text) == names


def test_they_lead_to_their_pages(client, settings):
    post = make_post("梯度下降")
    (_asked, _names, _descriptions, urls) = client.get("/search/suggestions/?q=梯度").json()
    assert urls == [settings.SITE_URL + post.get_absolute_url()]


def test_they_cost_two_queries(client, django_assert_num_queries):
    for number in range(30):
        make_post(f"Transformers {number}", tags=[f"transformer {number}"])
    with django_assert_num_queries(2):
        assert len(suggestions(client, "trans")) == 10


def test_browsers_are_told_how_to_search(client, settings):
    settings.SITE_NAME = "Notes <&> more"
    response = client.get("/opensearch.xml")
    assert response.headers["Content-Type"] == "application/opensearchdescription+xml"
    root = ElementTree.fromstring(response.content)  # noqa: S314  # our own
    assert len(root.findtext(f"{NAMESPACE}ShortName")) <= 16
    templates = {url.get("type"): url.get("template") for url in root.findall(f"{NAMESPACE}Url")}
    assert templates["text/html"] == settings.SITE_URL + "/search/?q={searchTerms}"
    suggested = settings.SITE_URL + "/search/suggestions/?q={searchTerms}"
    assert templates["application/x-suggestions+json"] == suggested


@pytest.mark.parametrize("path", ["/search/suggestions/", "/opensearch.xml", "/search/"])
def test_they_are_only_read(client, path):
    assert client.post(path).status_code == 405
