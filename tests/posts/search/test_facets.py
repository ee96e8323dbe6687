"""Facets: each value leads to as many articles as it says."""

import pytest

from tests.factories import make_author, make_post
from tests.posts.search.asking import titles

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "name",
    [
        "机器学习（入门）", "x，y", "Nº 5", "a“b”c", 'a "b" c', "İstanbul", "ＡＢＣ", "①", "ﬁne",
        "Straße", "a  b", "C#", "C++", "-x", "tag:x", "《三体》", "it's", "a:b",
    ],
)  # fmt: skip
def test_whatever_a_tag_is_called_its_facet_finds_its_articles(client, name):
    make_post("alpha one", tags=[name, "other"], authors=[make_author("Foo")])
    make_post("alpha two", tags=["other"], authors=[make_author(name)])
    facets = {
        facet["field"]: facet["values"]
        for facet in client.get("/search/", {"q": "alpha"}).context_data["facets"]
    }
    assert {value.name for value, _address in facets["tag"]} == {name, "other"}
    for value, address in facets["tag"] + facets["author"]:
        assert client.get(address).context_data["total"] == value.count, value.name


@pytest.mark.parametrize("name", ["Nº 5", "ＡＢＣ", "İstanbul"])
def test_a_name_is_found_as_it_is_written(client, name):
    post = make_post("alpha one", tags=[name])
    response = client.get("/search/", {"q": f'tag:"{name}"'})
    assert titles(response) == [post.title]
