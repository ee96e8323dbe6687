"""The search page: what it finds, in which order, what it says, what it costs."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from blog.posts.models import Post, Series
from blog.posts.search import hits, statements
from blog.search.normalising import normalise
from blog.search.query import Filter, parse
from tests.factories import make_author, make_category, make_post
from tests.posts.search.titles import titles

pytestmark = pytest.mark.django_db


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


# Finding


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ("机", True),
        ("习", True),
        ("机器", True),
        ("器学", True),
        ("机器学习", True),
        ("机器学习的基本方法", True),
        ("机器学习方法", False),
        ("机学", False),
        ("学习，训练", True),
        ("“学习 训练”", False),
        ("run", True),
        ("RUNNING", True),
        ("shuffle", True),
        ("ShuffleNetV2结构", True),
        ("shufflenetv2 结构", True),
        ("结构图", False),
        ("C++", True),
        ("C#", False),
        ("f1值", True),
        ("torch.nn.functional", True),
        ("nn.torch", False),
        ("snake_case", True),
        ("snakexcase", False),
        ('"to be or"', True),
        ('"o be o"', False),
        ('"be to"', False),
        ("100%", True),
        ("100_", False),
        ("x'y", True),
        ("run -结构", False),
        ("run -missing", True),
        ('run -"to be"', False),
        ("run -机器学习方法", True),
        ("run -机器学习的", False),
        ("end begin", True),
        ('"end begin"', False),
        ("Title", True),
        ("summed", True),
    ],
)
def test_what_is_found(client, query, is_found):
    make_post(
        "The title",
        summary="A summary, summed up",
        body="我们看机器学习的基本方法，训练 models，running。\n\n"
        "ShuffleNetV2 的结构，ShuffleNetV2 结构。"
        "C++ 代码，F1 值 100% `torch.nn.functional` `snake_case` x'y. To be or not.\n\nThe end\n\n"
        "begin here",
    )
    assert found(client, query) == (["The title"] if is_found else [])


def test_every_piece_of_a_chinese_text_finds_it(client):
    body = "倒排索引把词映射到文档，压缩后查询更快；BM25算法给文档打分。"
    make_post("甲", body=body)
    make_post("乙", body="其余。")
    compared = normalise(body)
    pieces = {compared[at : at + length] for length in (1, 2, 3, 5, 9) for at in range(18)}
    for piece in pieces:
        if not re.search("[,;。a-z0-9]", piece):
            assert found(client, piece) == ["甲"], piece


def test_only_what_readers_see_is_found(client, now):
    make_post("Draft", body="needle", status="draft")
    make_post("Archived", body="needle", status="archived", published_at=now - timedelta(days=9))
    make_post("Scheduled", body="needle", published_at=now + timedelta(days=1))
    make_post("Published", body="needle", published_at=now - timedelta(days=1))
    assert found(client, "needle") == ["Published"]


def test_a_change_of_title_summary_or_text_is_found_at_once(client):
    post = make_post("Former", body="former text")
    post.title = "Present"
    post.save(update_fields=["title"])
    assert found(client, "present") == ["Present"]
    assert found(client, "former") == ["Present"]
    post.body = "changed"
    post.save()
    assert found(client, "former") == []
    post.summary = "summary"
    post.save()
    assert found(client, "summary") == ["Present"]


def test_a_text_of_more_words_than_a_vector_holds_is_found(client, monkeypatch):
    monkeypatch.setattr("blog.search.vectors.MOST_BYTES", 60)
    make_post("长", body="甲乙丙丁戊己庚辛壬癸子丑寅卯。Needles in a long text")
    make_post("短", body="needle")
    assert Post.objects.get(title="长").search_is_cut
    for query in ["寅卯", "丑寅卯", "卯", "text -壬辛", "long needles"]:
        assert found(client, query) == ["长"], query
    assert found(client, "寅丑") == []
    assert found(client, "needle -卯") == ["短"]
    assert set(found(client, "needle")) == {"长", "短"}


# Filters


@pytest.fixture
def library(db):
    """Articles of several kinds."""
    top = make_category("机器学习")
    below = make_category("优化", parent=top)
    lin, wu = make_author("林知夏"), make_author("Wu Fan")
    series = Series.objects.create(title="Search from scratch", slug="search-from-scratch")
    day = timezone.now() - timedelta(days=900)
    make_post("A", body="模型 model", category=below, authors=[lin], tags=["深度学习"],
              published_at=day.replace(year=2024))  # fmt: skip
    make_post("B", body="模型 model", category=top, authors=[lin, wu], tags=["Deep learning"],
              published_at=day.replace(year=2025))  # fmt: skip
    make_post("C", body="模型", authors=[wu], tags=["深度学习", "C++"], series=series,
              series_position=1, published_at=day.replace(year=2025, month=2))  # fmt: skip
    return {"top": top, "below": below}


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("tag:深度学习", {"A", "C"}),
        ("模型 tag:深度学习", {"A", "C"}),
        ("标签：“deep learning” 模型", {"B"}),
        ("tag:c++", {"C"}),
        ("author:林知夏", {"A", "B"}),
        ("author:wu-fan", {"B", "C"}),
        ('author:"WU FAN" author:林知夏', {"B"}),
        ("category:机器学习", {"A", "B"}),
        ("category:优化", {"A"}),
        ("-category:优化", {"B", "C"}),
        ("-tag:深度学习 模型", {"B"}),
        ("year:2025", {"B", "C"}),
        ("year:2025 -author:林知夏", {"C"}),
        ("模型 -year:2025", {"A"}),
        ('series:"search from scratch"', {"C"}),
        ("author:林知夏 -model", set()),
        ("tag:c++ -model", {"C"}),
    ],
)
def test_filters(client, library, query, titles):
    assert set(found(client, query)) == titles


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("tag:unknown 模型", "There is no tag “unknown”."),
        ("author:nobody", "There is no author “nobody”."),
        ("category:none 模型", "There is no category “none”."),
        ("series:none", "There is no series “none”."),
        ("year:twenty", "“twenty” is no year of four digits."),
        ("year:99999", "“99999” is no year of four digits."),
        ("模型 %%", "Left out, having no letter or digit: %%."),
    ],
)
def test_what_cannot_be_is_said(client, library, query, sentence):
    assert sentence in text_of(search(client, query)).replace("&quot;", '"')


def test_a_name_that_only_hidden_articles_carry_is_unknown(client):
    make_post("Hidden", tags=["secret"], status="draft", authors=[make_author("Hidden Hand")])
    make_post("Shown", body="secret Hidden Hand")
    assert "There is no tag “secret”." in text_of(search(client, "tag:secret"))
    response = search(client, "secret")
    assert response.context["names"] == []
    assert response.context["did_you_mean"] is None


# Order


def test_titles_come_first_then_tags_then_what_a_text_is_about_then_the_newest(client):
    make_post("Passing", body="attention once")
    make_post("Subject", body="attention " * 5)
    make_post("Tagged", body="attention once", tags=["Attention"])
    make_post("On attention", body="Some text.")
    make_post("Newest", body="attention once")
    make_post("Other", body="Some text.")
    assert found(client, "attention") == [
        "On attention", "Tagged", "Subject", "Newest", "Passing",
    ]  # fmt: skip
    assert found(client, "attention", order="date") == [
        "Newest", "On attention", "Tagged", "Subject", "Passing",
    ]  # fmt: skip


def test_filters_alone_list_the_newest_first(client, library):
    assert found(client, "tag:深度学习") == ["C", "A"]


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
        for facet in response.context["facets"]
    }
    assert shown["tag"] == {"深度学习": 22, "Deep learning": 1, "C++": 1}
    assert shown["category"] == {"机器学习": 22, "优化": 21}
    assert shown["author"]["林知夏"] == 2
    assert shown["year"][str(2025)] == 2
    addresses = {
        (facet["field"], value.name): url
        for facet in response.context["facets"]
        for value, url in facet["values"]
    }
    narrowed = client.get(addresses["tag", "Deep learning"])
    assert titles(narrowed) == ["B"]
    assert narrowed.context["query_text"] == '模型 tag:"Deep learning"'
    ((value, back),) = [
        entry
        for facet in narrowed.context["facets"]
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
    (facet,) = search(client, "needle").context["facets"]
    for value, url in facet["values"]:
        assert value.count == 1
        assert len(titles(client.get(url))) == 1


def test_pages_of_that_name_are_led_to(client, library):
    names = search(client, "深度学习").context["names"]
    assert [(name.kind, name.name) for name in names] == [("tag", "深度学习")]
    assert [name.name for name in search(client, "林知").context["names"]] == ["林知夏"]
    assert [name.name for name in search(client, "机器学习").context["names"]] == ["机器学习"]


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
        assert response.context["did_you_mean"] is None
    else:
        assert response.context["did_you_mean"][0] == meant
        assert f'">{meant}</a>' in response.content.decode()


def test_an_empty_result_says_what_to_try(client, library):
    response = search(client, "模型 qqqq tag:C++")
    assert "Nothing found." in text_of(response)
    assert "carry the name" not in text_of(response)
    assert [part for part, _url in response.context["fewer"]] == ["模型", "qqqq", "tag:C++"]
    url = response.context["fewer"][1][1]
    assert titles(client.get(url)) == ["C"]


def test_a_name_without_an_article_that_has_it_in_its_text_is_no_empty_result(client, library):
    response = search(client, "机器学习")
    assert response.context["total"] == 0
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
    assert response.context["popular_tags"][0].name == "深度学习"


def test_tags_of_a_single_article_are_proposed_only_while_there_are_few_others(client):
    make_post(tags=["rare", *"01234"])
    make_post(tags=[*"01234"])
    assert "rare" in [tag.name for tag in client.get("/search/").context["popular_tags"]]
    make_post(tags=["5"])
    make_post(tags=["5"])
    proposed = {tag.name for tag in client.get("/search/").context["popular_tags"]}
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


def test_of_very_many_the_latest_and_those_with_the_words_in_the_title_are_listed(
    client, monkeypatch
):
    monkeypatch.setattr(hits, "MOST_HITS", 4)
    monkeypatch.setattr(statements, "MOST_HITS", 4)
    monkeypatch.setitem(statements._CONSTANTS, "most", 4)
    monkeypatch.setitem(statements._CONSTANTS, "more", 5)
    make_post("Needle", body="haystack 干草堆")
    for number in range(9):
        make_post(f"P{number}", body="needle 干草堆")
    best = ["Needle", "P8", "P7", "P6"]
    latest = ["P8", "P7", "P6", "P5"]
    for known_rows in (-1, 1, 2, 10):
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE pg_class SET reltuples = %s WHERE relname = 'posts_post'", [known_rows]
            )
        response = search(client, "needle")
        assert titles(response) == best, known_rows
        assert "At least 4 articles found" in text_of(response)
        assert "only those updated since" in text_of(response)
        assert found(client, "干草堆", order="date") == latest
        assert found(client, "year:2026") == latest

    monkeypatch.setattr(statements, "MOST_CHECKED", 6)
    assert found(client, "干草堆", order="date") == latest
    monkeypatch.setattr(statements, "MOST_CHECKED", 2)
    response = search(client, "干草堆")
    assert titles(response) == ["P8", "P7"]
    assert "only those updated since" in text_of(response)


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
