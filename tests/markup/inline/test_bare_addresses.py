import pytest

from blog.markup import render
from blog.markup.inline.bare_addresses import trim


def linked(source: str) -> list[str]:
    return [link.address for link in render(source).links]


@pytest.mark.parametrize(
    ("source", "addresses"),
    [
        ("https://a.example", ["https://a.example"]),
        ("见https://a.example/b。好", ["https://a.example/b"]),
        ("（https://a.example/b）", ["https://a.example/b"]),
        ("https://a.example/b，https://c.example", ["https://a.example/b", "https://c.example"]),
        ("https://a.example/wiki/倒排索引 x", ["https://a.example/wiki/倒排索引"]),
        ("https://a.example/b是好的", ["https://a.example/b"]),
        ("(https://a.example/b_(c))", ["https://a.example/b_(c)"]),
        ("https://a.example/b.", ["https://a.example/b"]),
        ("https://a.example/?b=c&amp;d", ["https://a.example/?b=c&d"]),
        ("**https://a.example/b**", ["https://a.example/b"]),
        ("https://a.example/b_c_d*e*f", ["https://a.example/b_c_d*e*f"]),
        ("www.a.example/b", ["http://www.a.example/b"]),
        ("http://localhost:8000/x", ["http://localhost:8000/x"]),
        ("https://de.a.example/Größe.", ["https://de.a.example/Größe"]),
        ('"https://a.example"', ["https://a.example"]),
        ("参考:http://a.example/b", ["http://a.example/b"]),
        ("http://kafka:9092/b", ["http://kafka:9092/b"]),
        ("mailto:a.b-c_d@e.f", ["mailto:a.b-c_d@e.f"]),
        ("写信给me@a.example。", ["mailto:me@a.example"]),
        ("ftp://a.example/b", ["ftp://a.example/b"]),
    ],
)
def test_addresses_in_text_are_linked(source, addresses):
    assert linked(source) == addresses


@pytest.mark.parametrize(
    "source",
    [
        "http://",
        "www.",
        "a@b",
        "x@",
        "`https://a.example`",
        "javascript://a.b",
        "xhttps://a.b",
    ],
)
def test_what_is_no_address(source):
    assert linked(source) == []


@pytest.mark.parametrize(
    "source",
    [
        "[https://a.example](https://b.example)",
        '<a href="https://b.example">https://a.example</a>',
        "[x https://a.example y](https://b.example)",
        "[me@a.example](https://b.example)",
    ],
)
def test_there_is_no_link_inside_a_link(source):
    assert linked(source) == ["https://b.example"]


@pytest.mark.parametrize(
    ("address", "trimmed"),
    [("a.b).", "a.b"), ("a(b)", "a(b)"), ("a(b))", "a(b)"), ("a&copy;", "a"), ("...", "")],
)
def test_trailing_punctuation_is_the_sentences(address, trimmed):
    assert trim(address) == trimmed
