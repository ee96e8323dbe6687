import dataclasses
import threading

import pytest

from blog.markup import MarkupError, Rendered, TocEntry, render
from blog.markup.code.highlight import RECENT

ARTICLE = """# 倒排索引

设 $x_i$，见 [文档](../doc/) 与 [外站](https://other.example/)。

![图](a.png)

```python
x = 1
```

## 小结 `code`
"""


def test_the_same_source_gives_an_equal_result():
    assert render(ARTICLE) == render(ARTICLE)


def test_the_result_is_frozen():
    with pytest.raises(dataclasses.FrozenInstanceError):
        render("x").html = "y"


def test_an_empty_source_gives_an_empty_page_of_one_minute():
    assert render("") == Rendered("", (), "", "", 1, False, (), (), (), (), ())
    assert render(" \n\t\n").html == ""


def test_everything_is_derived_from_one_source():
    rendered = render(ARTICLE)

    assert rendered.toc == (
        TocEntry(2, "倒排索引", "倒排索引"),
        TocEntry(3, "小结 code", "小结-code"),
    )
    assert [image.source for image in rendered.images] == ["a.png"]
    assert [link.address for link in rendered.links] == ["../doc/", "https://other.example/"]
    assert [(f.tex, f.display, f.line, f.error) for f in rendered.formulas] == [
        ("x_i", False, 3, "")
    ]
    assert rendered.has_math
    assert rendered.reading_minutes == 1
    assert rendered.problems == ()


def test_relative_addresses_are_resolved_against_the_base_url():
    rendered = render(ARTICLE, base_url="https://blog.example/posts/a/")

    assert [link.address for link in rendered.links] == [
        "https://blog.example/posts/doc/",
        "https://other.example/",
    ]
    assert rendered.images[0].source == "https://blog.example/posts/a/a.png"
    assert 'src="https://blog.example/posts/a/a.png"' in rendered.html


def test_only_links_to_other_hosts_are_marked_external():
    source = "[a](https://blog.example/x) [b](https://other.example/) [c](/y)"

    html = render(source, base_url="https://blog.example/posts/a/").html

    assert html.count('rel="external noopener"') == 1
    assert 'href="https://other.example/" rel="external noopener"' in html


def test_the_language_decides_the_words_that_are_added():
    assert "注意" in render("> [!NOTE]\n> x").html
    assert "Note" in render("> [!NOTE]\n> x", language="en-GB").html


def test_a_formula_that_fails_is_shown_with_its_reason_and_reported():
    rendered = render("前 $\\frobnicate{x}$ 后")

    assert "$\\frobnicate{x}$" in rendered.html
    assert "\\frobnicate is not supported" in rendered.html
    assert [(p.kind, p.line, p.column) for p in rendered.problems] == [("bad-formula", 1, 3)]
    assert not rendered.has_math


def test_problems_name_the_place_in_the_source():
    source = "一\n\n- 二\n\n  三 $\\bad$\n\n> {{ x }}\n"

    places = [(p.kind, p.line, p.column) for p in render(source).problems]

    assert places == [("bad-formula", 5, 5), ("unknown-shortcode", 7, 3)]


def test_a_source_that_fails_leaves_nothing_behind_for_the_next():
    with pytest.raises(MarkupError):
        render("<div>" * 1000)

    assert render("[a][b]\n\n[b]: /x").html == '<p><a href="/x">a</a></p>'
    assert render("[a][b]").html == "<p>[a][b]</p>"


def authors_html(word: str) -> str:
    """Return an article that needs both sanitisers, full of `word`."""
    parts = [f'<div style="x"><b>{word} {n}</b> $x_{n}$</div>\n\n`{word}`' for n in range(60)]
    return "\n\n".join(parts)


def test_threads_do_not_disturb_each_other():
    sources = [authors_html(word) for word in ("north", "south", "east", "west")]
    expected = [render(source).html for source in sources]
    results: list[list[str]] = [[] for _ in sources]

    def work(number):
        for _ in range(8):
            results[number].append(render(sources[number]).html)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(len(sources))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert results == [[html] * 8 for html in expected]


def test_one_text_leaves_nothing_in_the_colours_of_the_next():
    code = "```modula2\nFROM x IMPORT MAX;\n```"
    before = render(code).html
    RECENT.clear()
    render("```modula2\n(*!m2iso*)\nMODULE a;\n```")

    assert render(code).html == before
