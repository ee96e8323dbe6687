"""What a page of search shows."""


def titles(response):
    """The titles of its hits, in order."""
    return [hit["post"].title for hit in response.context.get("shown", [])]
