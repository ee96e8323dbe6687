"""What must hold for any text whatsoever."""

import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

from blog.graphemes import characters
from blog.markup import MarkupError, render
from blog.markup.derived.excerpt import EXCERPT_CHARACTERS
from blog.markup.sanitising.cleaning import sanitise
from blog.markup.tokens import CLOSE, OPEN

FRAGMENTS = st.sampled_from(
    [
        *"`*_~=$\\<>[](){}|!#-+:&;%^\"'@/ \n\t0a字，。“”？",
        *("**", "``", "```", "~~~", "$$", "\\(", "\\)", "\\[", "\\]", "\n\n", "\n> ", "\n- "),
        *("\n1. ", "\n    ", "\n# ", "\n---\n", "\n|a|\n|-|\n", "[^1]", "\n[^1]: ", "![", "]("),
        *("{{", "}}", "{%", "%}", "{% raw %}", "<!--", "-->", "<div>", "</div>", "<a href='"),
        *("<script>", "</script>", "<pre>", "<img alt='", "\\begin{align}", "\\end{align}"),
        *("\\frac", "\\text{", "https://a.b/", "www.a.b", "a@b.cc", ":::note\n", "!!! note\n"),
        *("> [!TIP]\n", "- [x] ", "[TOC]", "<!-- more -->", "\x00", "\x02", "\ufeff", OPEN, CLOSE),
        *("&#x10F8F0;", "&lt;", "👨‍👩‍👧", "\u0301", "\u2028", "\r", "javascript:"),
    ]
)
SOURCES = st.one_of(
    st.lists(FRAGMENTS, max_size=60).map("".join),
    st.text(max_size=300).filter(lambda text: text.isprintable() or True),
)
SETTINGS = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)[^<>]*>")
VOID = {"br", "hr", "img", "input", "source", "wbr", "col"}


def rendered_or_none(source: str):
    try:
        return render(source)
    except MarkupError:
        return None


@given(SOURCES)
@SETTINGS
def test_rendering_never_fails_and_leaves_no_token(source):
    rendered = rendered_or_none(source)
    if rendered is None:
        return

    for text in (rendered.html, rendered.excerpt, rendered.plain_text):
        assert OPEN not in text
        assert CLOSE not in text
        assert not CONTROL.search(text)


@given(SOURCES)
@SETTINGS
def test_tags_are_balanced(source):
    rendered = rendered_or_none(source)
    if rendered is None:
        return

    open_tags = []
    for closing, name in TAG.findall(rendered.html):
        if name in VOID:
            continue
        if closing:
            assert open_tags.pop() == name
        else:
            open_tags.append(name)
    assert open_tags == []


@given(SOURCES)
@SETTINGS
def test_an_excerpt_is_short_and_on_one_line(source):
    rendered = rendered_or_none(source)
    if rendered is None:
        return

    assert len(list(characters(rendered.excerpt))) <= EXCERPT_CHARACTERS + 1
    assert "\n" not in rendered.excerpt
    assert rendered.excerpt == rendered.excerpt.strip()


@given(SOURCES)
@SETTINGS
def test_rendering_is_a_function(source):
    assert rendered_or_none(source) == rendered_or_none(source)


@given(st.lists(FRAGMENTS.filter("\ufeff".__ne__), max_size=40).map("".join))
@SETTINGS
def test_sanitising_is_idempotent(html):
    once = sanitise([html])

    assert sanitise([once]) == once


CODE = st.text(
    alphabet=st.characters(
        exclude_categories=("Cs", "Cc", "Cn"), exclude_characters=f"`{OPEN}{CLOSE}\u2028"
    ),
    min_size=1,
    max_size=80,
)


@given(st.lists(CODE, min_size=1, max_size=6))
@SETTINGS
def test_code_comes_out_as_it_went_in(lines):
    text = "\n".join(lines)
    html = render(f"- a\n\n  > 前\n  >\n  > ~~~~text\n{indent(text)}\n  > ~~~~\n").html

    code = lxml_html.fragment_fromstring(html, create_parent="div").find(".//pre/code")
    assert code is not None
    assert "".join(code.itertext()) == text + "\n"


def indent(text: str) -> str:
    return "\n".join(f"  > {line}" for line in text.split("\n"))


TEX = st.lists(
    st.sampled_from(
        ["x_i^*", "\\{a\\}", "a<b", "a>b", "|y|", "\\\\", "&", "\\_", "*", "_1", "\\ "]
    ),
    min_size=1,
    max_size=8,
).map(" ".join)


@given(TEX)
@SETTINGS
def test_mathematics_reaches_the_converter_as_it_was_written(tex):
    rendered = render(f"- 前 $${tex}$$ 后\n\n> {tex[:0]}$a{tex}b$\n")

    assert [formula.tex for formula in rendered.formulas] == [tex.strip(), f"a{tex}b"]
