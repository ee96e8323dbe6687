import datetime

import pytest

from blog.importers.front_matter import FrontMatterError, Syntax, split


def test_yaml_between_fences():
    found = split("---\ntitle: 一\ntags: [a, b]\n---\n正文\n")

    assert found.values == {"title": "一", "tags": ["a", "b"]}
    assert found.body == "正文\n"
    assert found.syntax is Syntax.YAML
    assert found.warnings == ()


@pytest.mark.parametrize(
    "source",
    [
        "---  \ntitle: a\n---\t\nbody",
        "\n\n---\ntitle: a\n---\nbody",
        "---\ntitle: a\n...\nbody",
        "-----\ntitle: a\n-----\nbody",
    ],
)
def test_fences_may_be_written_loosely(source):
    assert split(source).values == {"title": "a"}
    assert split(source).body == "body"


def test_the_first_closing_fence_closes():
    found = split("---\ntitle: a\n---\n---\n\nbelow the line\n---\n")

    assert found.body == "---\n\nbelow the line\n---\n"


def test_an_empty_front_matter_is_one():
    assert split("---\n---\nbody").body == "body"


def test_hexo_may_leave_the_opening_fence_out():
    found = split("title: 旧写法\ndate: 2015-12-27 01:01:54\ntags:\n - 算法\n\n---\n正文")

    assert found.values["title"] == "旧写法"
    assert found.values["tags"] == ["算法"]
    assert found.body == "正文"
    assert found.syntax is Syntax.YAML_WITHOUT_OPENING


@pytest.mark.parametrize(
    "prose",
    [
        "Note: this is prose.\n\n---\n\nMore prose.\n",
        "Summary: a heading of its own\n---\n\nProse.\n",
        "title: a word\nand then prose goes on\n---\n",
        "---\n\nProse between two lines.\n\n---\n\nMore.\n",
        "---\nNothing closes this.\n",
        "{ not json }\n",
        "{{< figure >}}\n\ntext",
        "just text",
        "",
    ],
)
def test_prose_is_no_front_matter(prose):
    found = split(prose)

    assert found.values == {}
    assert found.body == prose
    assert found.syntax is Syntax.NONE


def test_toml_keeps_its_types_and_the_spelling_of_its_floats():
    found = split(
        '+++\ntitle = "T"\ndate = 2016-05-10T08:00:00\ntags = ["a"]\nversion = 3.10\n'
        "[extra]\nmath = true\n+++\nbody"
    )

    assert found.values["date"] == datetime.datetime(2016, 5, 10, 8)  # noqa: DTZ001
    assert found.values["version"] == "3.10"
    assert found.values["extra"] == {"math": True}
    assert found.body == "body"
    assert found.syntax is Syntax.TOML


def test_json_as_an_object():
    found = split('{\n  "title": "J",\n  "categories": ["随笔"]\n}\n\nbody')

    assert found.values == {"title": "J", "categories": ["随笔"]}
    assert found.body == "body"
    assert found.syntax is Syntax.JSON


def test_json_with_a_comma_too_many_is_read():
    assert split('{\n"title": "J",\n}\nbody').values == {"title": "J"}


@pytest.mark.parametrize(
    "source",
    [
        '"title": "元",\n"tags": ["a","b"]\n;;;\nbody',
        '{"title": "元", "tags": ["a","b"]}\n;;;\nbody',
        ';;;\n"title": "元",\n"tags": ["a","b"]\n;;;\nbody',
    ],
)
def test_json_as_hexo_writes_it(source):
    found = split(source)

    assert found.values == {"title": "元", "tags": ["a", "b"]}
    assert found.body == "body"


@pytest.mark.parametrize(
    ("source", "notation"),
    [
        ("+++\ntitle = \n+++\nbody", "TOML"),
        ('"title": nope\n;;;\nbody', "JSON"),
        ("---\na: b\n" + "x: y\n" * 30_000 + "---\nbody", "longer"),
    ],
)
def test_an_unreadable_front_matter_is_refused_with_its_reason(source, notation):
    with pytest.raises(FrontMatterError, match=notation):
        split(source)


def test_what_no_database_stores_is_dropped():
    found = split('{"title": "a\\u0000b\\ud800c", "tags": ["x\\u0007"]}\nbody')

    assert found.values == {"title": "abc", "tags": ["x"]}
