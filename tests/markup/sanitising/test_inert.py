import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blog.markup.sanitising.cleaning import BLEACH
from blog.markup.sanitising.inert import follow, is_inert


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<p>a &amp; b</p>\n",
        '<p><a href="https://a.example/?b=c&amp;d" title="t">e</a></p>',
        '<ul>\n<li class="\U0010f8f2task-list-item">a</li>\n</ul>',
        '<p><input checked disabled type="checkbox"> a</p>',
        '<table><thead><tr><th align="center">a</th></tr></thead></table>',
        '<ol start="3"><li><p>a</p><ul><li>b</li></ul></li></ol>',
        '<p><img alt="a" src="b.png" title="c" width="50%"></p>',
        '<h2 id="a">b <code>c</code></h2>',
        "<p data-source-line=\U0010f8f212 >a</p>",
    ],
)
def test_what_the_pipeline_writes_needs_no_cleaning(html):
    assert is_inert(html)


@pytest.mark.parametrize(
    "html",
    [
        "<p>a",
        "a</p>",
        "<p><b>a</p></b>",
        "<p><div>a</div></p>",
        "<p>a<p>b</p></p>",
        '<a href="/a"><a href="/b">c</a></a>',
        "<li>a</li>",
        "<table>a</table>",
        "<tr><td>a</td></tr>",
        '<a href="javascript:x">a</a>',
        '<a href=" javascript:x">a</a>',
        '<a href="java\tscript:x">a</a>',
        '<a href="data:x">a</a>',
        '<img src="x:y">',
        '<p onclick="x">a</p>',
        "<p onclick=x>a</p>",
        '<p style="x">a</p>',
        '<p class="masthead">a</p>',
        '<p class="callout">a</p>',
        '<p class="\U0010f8f2callout masthead">a</p>',
        "<svg></svg>",
        "<script>x</script>",
        "<P>a</P>",
        "<p >a</p>",
        "<p data-source-line=12 >a</p>",
        '<p data-source-line="12">a</p>',
        "<pre data-source-line=\U0010f8f212 >\na</pre>",
        "<!-- a -->",
        "a < b",
        "a &nosuch; b",
        '<em href="/a">b</em>',
        "<p/>",
    ],
)
def test_everything_else_does(html):
    assert not is_inert(html)


TAGS = ["p", "em", "strong", "code", "a", "ul", "li", "table", "tr", "td", "h2", "pre", "div", "b"]
PIECES = st.one_of(
    st.sampled_from([f"<{name}>" for name in TAGS] + [f"</{name}>" for name in TAGS]),
    st.sampled_from(
        [
            "a",
            "中",
            " ",
            "\n",
            "&amp;",
            "&lt;",
            "<br>",
            "<hr>",
            "&",
            "<",
            '"',
            "<thead>",
            "</thead>",
        ]
    ),
    st.sampled_from(
        [
            '<a href="/x">',
            '<a href="x:y">',
            '<img alt="" src="a.png">',
            '<li id="fn-1">',
            '<div class="\U0010f8f2callout \U0010f8f2callout-note">',
        ]
    ),
)
NESTED = st.recursive(
    st.sampled_from(["a", "中 b", "&amp;", "\n", "<br>", '<img alt="c" src="/d.png">']),
    lambda inner: st.tuples(st.sampled_from(TAGS), st.lists(inner, max_size=3)).map(
        lambda made: f"<{made[0]}>{''.join(made[1])}</{made[0]}>"
    ),
    max_leaves=8,
)


@given(st.one_of(st.lists(PIECES, max_size=12).map("".join), NESTED))
@settings(max_examples=400, deadline=None)
def test_bleach_changes_nothing_about_what_is_inert(html):
    if is_inert(html):
        assert BLEACH.clean(html) == html


@pytest.mark.parametrize(
    ("html", "followed", "opened"),
    [
        ("<div><b>a</b>", True, ["div"]),
        ("<div><br></div>", True, []),
        ("<b><i>a</b></i>", False, ["b", "i"]),
        ("</div>", False, []),
        ("<!-- a", False, []),
        ("<svg>", False, []),
    ],
)
def test_following_tags(html, followed, opened):
    stack: list[str] = []

    assert follow(html, stack) is followed
    assert stack == opened
