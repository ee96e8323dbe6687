import pytest

from blog.markup import render
from blog.markup.elements import OWN_CLASSES
from blog.markup.spans.author_styles import ZOOMS


def shown(style: str, others: str = "") -> str:
    html = render(f'<img src="a.png" alt="b"{others} style="{style}">').html
    return html.removeprefix("<p>").partition(" src=")[0] + "|" + html


@pytest.mark.parametrize(
    ("style", "part"),
    [
        ("zoom:50%", 'class="zoom-50"'),
        ("zoom: 48%;", 'class="zoom-50"'),
        ("border: 0; zoom:33%", 'class="zoom-33"'),
        ("width:80%", 'width="80%"'),
        ("width: 300px;", 'width="300"'),
        ("max-width: 300px", ""),
        ("zoom:100%", ""),
        ("zoom:0%", ""),
    ],
)
def test_the_size_of_a_style_is_kept(style, part):
    html = shown(style)

    assert part in html
    assert "style" not in html
    assert ("zoom" in html or "width" in html) is bool(part)


def test_an_attribute_comes_before_a_style():
    html = shown("width:80%", ' width="20"')

    assert 'width="20"' in html
    assert "80%" not in html


def test_every_zoom_has_its_class():
    assert {f"zoom-{percent}" for percent in ZOOMS} <= OWN_CLASSES


def test_an_authors_own_class_is_none_of_ours():
    assert "class" not in render('<div class="callout callout-note zoom-50">x</div>').html


def test_no_author_makes_a_table_of_contents_out_of_a_class():
    assert "words" in render('# a\n\n# b\n\n<div class="toc-marker">words</div>').html


@pytest.mark.parametrize("tag", ["p", "div", "h2", "td"])
def test_text_may_be_aligned_by_a_style(tag):
    html = render(f'<{tag} style="color: red; text-align: center;">a</{tag}>').html

    assert 'class="align-center"' in html or tag == "td"
    assert "style" not in html
