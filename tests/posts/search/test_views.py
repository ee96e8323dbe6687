"""The search page: what it says, what it bears, what it costs."""

import re

import pytest

from blog.posts.models import Post
from blog.search.query import Filter, parse
from tests.factories import make_author, make_category, make_post
from tests.posts.search.asking import found, search, text_of, titles

pytestmark = pytest.mark.django_db


# The page


def test_titles_and_snippets_are_marked_and_escaped(client):
    make_post("Ranking <b>models</b>", body="Text & `<script>` models.")
    page = search(client, "models").content.decode()
    assert "Ranking &lt;b&gt;<mark>models</mark>&lt;/b&gt;" in page
    assert "Text &amp; &lt;script&gt; <mark>models</mark>." in page


def test_facets_count_the_whole_result_and_narrow_it(client, library):
    for number in range(20):
        make_post(f"N{number}", body="模型", tags=["深度学习"], category=library["below"])
    response = search(client, "模型")
    shown = {
        facet["field"]: {value.name: value.count for value, _url in facet["values"]}
        for facet in response.context_data["facets"]
    }
    assert shown["tag"] == {"深度学习": 22, "Deep learning": 1, "C++": 1}
    assert shown["category"] == {"机器学习": 22, "优化": 21}
    assert shown["author"]["林知夏"] == 2
    assert shown["year"][str(2025)] == 2
    addresses = {
        (facet["field"], value.name): url
        for facet in response.context_data["facets"]
        for value, url in facet["values"]
    }
    narrowed = client.get(addresses["tag", "Deep learning"])
    assert titles(narrowed) == ["B"]
    assert narrowed.context_data["query_text"] == '模型 tag:"Deep learning"'
    ((value, back),) = [
        entry
        for facet in narrowed.context_data["facets"]
        for entry in facet["values"]
        if entry[0].is_chosen
    ]
    assert value.name == "Deep learning"
    assert len(titles(client.get(back))) == 12


def test_authors_of_one_name_are_told_apart_by_their_addresses(client):
    one, other = make_author("Li Wei"), make_author("Li Wei")
    make_post("One", body="needle", authors=[one])
    make_post("Other", body="needle", authors=[other])
    assert set(found(client, 'author:"Li Wei"')) == {"One", "Other"}
    (facet,) = search(client, "needle").context_data["facets"]
    for value, url in facet["values"]:
        assert value.count == 1
        assert len(titles(client.get(url))) == 1


def test_pages_of_that_name_are_led_to(client, library):
    names = search(client, "深度学习").context_data["names"]
    assert [(name.kind, name.name) for name in names] == [("tag", "深度学习")]
    assert [name.name for name in search(client, "林知").context_data["names"]] == ["林知夏"]
    assert [name.name for name in search(client, "机器学习").context_data["names"]] == ["机器学习"]


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("深渡学习", "深度学习"),
        ("梯度下绛", "梯度下降"),
        ("tranformer", "transformer"),
        ("transfor", "transformer"),
        ("transformer", None),
        ("机哭学习", "机器学习"),
        ("tranformer 深渡学习 tag:C++", "transformer 深度学习 tag:C++"),
        ("qwertyuiop", None),
    ],
)
def test_did_you_mean(client, library, query, meant):
    make_post("梯度下降与Transformer", body="text")
    response = search(client, query)
    if meant is None:
        assert response.context_data["did_you_mean"] is None
    else:
        assert response.context_data["did_you_mean"][0] == meant
        assert f'">{meant}</a>' in response.content.decode()


def test_an_empty_result_says_what_to_try(client, library):
    response = search(client, "模型 qqqq tag:C++")
    assert "Nothing found." in text_of(response)
    assert "carry the name" not in text_of(response)
    assert [part for part, _url in response.context_data["fewer"]] == ["模型", "qqqq", "tag:C++"]
    url = response.context_data["fewer"][1][1]
    assert titles(client.get(url)) == ["C"]


def test_a_name_without_an_article_that_has_it_in_its_text_is_no_empty_result(client, library):
    response = search(client, "机器学习")
    assert response.context_data["total"] == 0
    assert "but this page carries the name: Category 机器学习" in text_of(response)
    assert "Nothing found." not in text_of(response)


def test_results_are_paged(client):
    for number in range(25):
        make_post(f"P{number}", body="needle")
    assert len(found(client, "needle")) == 12
    page = search(client, "needle", page=3)
    assert titles(page) == ["P0"]
    assert "/search/?q=needle&amp;page=2" in page.content.decode()
    response = client.get("/search/?q=needle&page=1")
    assert (response.status_code, response["Location"]) == (301, "/search/?q=needle")
    for wrong in ["4", "0", "x", "-1", "01", "", "9" * 30, "²"]:
        assert client.get("/search/", {"q": "needle", "page": wrong}).status_code == 404, wrong


def test_without_a_query_there_is_help(client, library):
    response = client.get("/search/")
    assert "How to search" in text_of(response)
    assert response.context_data["popular_tags"][0].name == "深度学习"


def test_tags_of_a_single_article_are_proposed_only_while_there_are_few_others(client):
    make_post(tags=["rare", *"01234"])
    make_post(tags=[*"01234"])
    assert "rare" in [tag.name for tag in client.get("/search/").context_data["popular_tags"]]
    make_post(tags=["5"])
    make_post(tags=["5"])
    proposed = {tag.name for tag in client.get("/search/").context_data["popular_tags"]}
    assert proposed == set("012345")


@pytest.mark.parametrize("word", ["作者", "标签", "分类", "系列", "年份"])
def test_the_help_in_chinese_names_words_that_filters_begin_with(client, settings, word):
    settings.LANGUAGE_CODE = "zh-hans"
    (example,) = re.findall(
        rf"<code>({word}:[^<]*)</code>", client.get("/search/").content.decode()
    )
    assert [type(part) for part in parse(example).parts] == [Filter]


@pytest.mark.parametrize(("query", "is_kept_out"), [("", False), ("模型", True)])
def test_results_are_not_for_other_search_engines(client, library, query, is_kept_out):
    page = search(client, query).content.decode()
    assert ('<meta name="robots" content="noindex">' in page) is is_kept_out


# Bounds


@pytest.mark.parametrize(
    "query",
    [
        "%", "_", "\\", "%_\\" * 20, "'", '"', '""', "-", "--", "-x", "tag:", "a'b\\c", "\0",
        "a\0b",
        ":" * 10_000, "x" * 10_000, " ".join("ab" for _ in range(100)), "'a' & !b | c:*", "a:*",
        "(((", "tag:\"", "“", "𠮷", "👨‍👩‍👧", "\u202eabc", "year:0000", "year:²", "author:%",
        "机" * 200,
        "\\' OR 1=1 --", "{0} {}", "%s", "%(x)s", "^机器", "a\u0301", "İ", "ß",
    ],
)  # fmt: skip
def test_nothing_that_is_typed_breaks_the_page(client, query):
    make_post(body="机器 text")
    response = search(client, query)
    assert 'id="page-results"' in response.content.decode()
    assert client.get("/search/suggestions/", {"q": query}).status_code == 200


def test_what_is_too_much_is_said(client):
    assert "longer than 200 characters" in text_of(search(client, "x" * 201))
    many = " ".join(f"w{number}" for number in range(20))
    assert "more than 16 words" in text_of(search(client, many))
    assert "add a word to look for" in text_of(search(client, "-word"))
    assert "no letter or digit" in text_of(search(client, "%%%"))


def test_what_is_not_indexed_yet_is_not_kept_quiet(client):
    make_post(body="needle")
    assert "made searchable" not in text_of(search(client, "needle"))
    Post.objects.update(search_version=0)
    assert "made searchable just now" in text_of(search(client, "needle"))


# Costs


@pytest.mark.parametrize(
    ("query", "queries"), [("needle", 6), ("tag:Python needle", 6), ("qqqq", 5), ("", 1), ("%", 0)]
)
def test_a_search_costs_the_same_queries_with_one_hit_and_with_twenty(
    client, django_assert_num_queries, query, queries
):
    category = make_category("索引")
    make_post(body="needle", tags=["Python"], category=category)
    for _ in range(3):
        make_post(body="needle", tags=["Python"], category=category)
    with django_assert_num_queries(queries):
        search(client, query)
    for number in range(20):
        make_post(body="needle", tags=["Python", f"t{number}"], category=make_category())
    with django_assert_num_queries(queries):
        search(client, query)
