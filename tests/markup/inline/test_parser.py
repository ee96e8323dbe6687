import pytest

from blog.markup import render


def html(source: str) -> str:
    return render(source).html.removeprefix("<p>").removesuffix("</p>")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("***a***", "<em><strong>a</strong></em>"),
        ("**a *b***", "<strong>a <em>b</em></strong>"),
        ("*a **b***", "<em>a <strong>b</strong></em>"),
        ("**a*", "*<em>a</em>"),
        ("*a __b* c__", "<em>a __b</em> c__"),
        ("**“强调”**后面", "<strong>“强调”</strong>后面"),
        ("这是**（注）**的", "这是<strong>（注）</strong>的"),
        ("**`a`**中", "<strong><code>a</code></strong>中"),
        ("snake_case_name", "snake_case_name"),
        ("2*3*4", "2<em>3</em>4"),
        ("** a **", "** a **"),
        ("3~5 天，6~8 天", "3~5 天，6~8 天"),
        ("~~a~~ ~b~", "<del>a</del> <del>b</del>"),
        ("==a== b==c==d", "<mark>a</mark> b==c==d"),
        ("用==重点==标", "用<mark>重点</mark>标"),
    ],
)
def test_emphasis(source, expected):
    assert html(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a  \nb", "a<br>\nb"),
        ("a\\\nb", "a<br>\nb"),
        ("a \nb", "a\nb"),
        ("*a*  \nb", "<em>a</em><br>\nb"),
    ],
)
def test_line_ends(source, expected):
    assert html(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("\\*a\\*", "*a*"),
        ("\\a", "\\a"),
        ("&copy; &#65; &#x42; &nosuch; &amp;lt;", "© A B &amp;nosuch; &amp;lt;"),
        ("&#0;", "\ufffd"),
        ("AT&T", "AT&amp;T"),
    ],
)
def test_escapes_and_references(source, expected):
    assert html(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("[a](/b)", '<a href="/b">a</a>'),
        ('[a](/b "c")', '<a href="/b" title="c">a</a>'),
        ("[a](</b c>)", '<a href="/b%20c">a</a>'),
        ("[a](/b(c))", '<a href="/b(c)">a</a>'),
        ("[a *b* `c`](/d)", '<a href="/d">a <em>b</em> <code>c</code></a>'),
        ("[a [b](/c)](/d)", '[a <a href="/c">b</a>](/d)'),
        ("*[a*](/b)", '*<a href="/b">a*</a>'),
        ("[a](/b", "[a](/b"),
        ("[a](b`c`)", "[a](b<code>c</code>)"),
        ("[中文](/倒排索引)", '<a href="/倒排索引">中文</a>'),
        ("[a]()", '<a href="">a</a>'),
    ],
)
def test_links(source, expected):
    assert html(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("[a]", '<a href="/x" title="t">a</a>'),
        ("[a][]", '<a href="/x" title="t">a</a>'),
        ("[b][A]", '<a href="/x" title="t">b</a>'),
        ("[b] [a]", '[b] <a href="/x" title="t">a</a>'),
        ("[b][c]", "[b][c]"),
        ("[a](no good)", '<a href="/x" title="t">a</a>(no good)'),
        ("[*a*][a]", '<a href="/x" title="t"><em>a</em></a>'),
    ],
)
def test_links_by_reference(source, expected):
    rendered = render(f'{source}\n\n[a]: /x "t"').html

    assert rendered == f"<p>{expected}</p>"


def test_a_reference_is_found_by_a_label_with_code_in_it():
    assert '<a href="/x"><code>a</code></a>' in render("[`a`]\n\n[`a`]: /x").html


@pytest.mark.parametrize(
    ("source", "alt"),
    [
        ("![a *b* `c` $d$](/e.png)", "a b c $d$"),
        ("![a [b](/c)](/d.png)", "a b"),
        ("![a ![b](/c.png)](/d.png)", "a b"),
        ("![a*b](/c.png)", "a*b"),
    ],
)
def test_an_images_text_is_plain(source, alt):
    assert [image.alt for image in render(source).images] == [alt]


def test_emoji_by_name():
    assert html(":rocket: 10:30:45 :nosuch: :+1:") == "🚀 10:30:45 :nosuch: 👍"
    assert html("`:rocket:`") == "<code>:rocket:</code>"
