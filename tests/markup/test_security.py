"""Scripts and their relatives, brought in through everything an author can write.

The assertions are made on the tree that an HTML parser sees, not on the text of the page: text
that only looks like a script is harmless, and `alt="<script>"` is no script. What a browser makes
of the same payloads is in `tests/browser/test_payloads.py`.
"""

import re
from itertools import chain

import pytest
from lxml import html as lxml_html

from blog.markup import render
from blog.markup.template_tags.embeds import VIDEO_HOSTS
from tests.markup.payloads.catalogue import BODIES
from tests.markup.payloads.names import NAMES

DANGEROUS_ELEMENTS = frozenset(
    """
    applet area base button dialog embed fieldset form foreignobject frame frameset keygen link map
    marquee meta noscript object option plaintext portal script select slot style svg template
    textarea title animate set use xmp
    """.split()
)
DANGEROUS_ATTRIBUTES = frozenset(
    """
    style formaction action srcdoc background xlink:href ping target contenteditable popover
    """.split()
)
ADDRESS_ATTRIBUTES = ("href", "src", "poster", "data", "srcset", "cite")
SAFE_SCHEMES = frozenset({"http", "https", "mailto", "tel", "ftp"})
PICTURE = re.compile(r"data:image/(?:png|jpeg|gif|webp);base64,")
# What browsers leave out of an address before they look for its scheme: controls and spaces at
# its ends, tabs and line ends anywhere (WHATWG URL, section 4.4).
AROUND, WITHIN = "".join(map(chr, range(0x21))), re.compile("[\t\n\r]")
SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")

PAYLOADS = list(chain.from_iterable(BODIES.values()))
SURROUNDINGS = {
    "alone": "{}",
    "text": "文字 {} 文字",
    "item": "- 项\n\n  {}",
    "quote": "> {}",
    "html": "<div>\n\n{}\n\n</div>",
    "strong": "**{}**",
    "heading": "# {}",
    "cell": "| {} |\n|---|",
    "link": "[{}](x)",
    "alternative text": '![{}](x "y")',
}


def scheme_of(address: str) -> str:
    """Return the scheme that a browser finds in an address, in lower case, or ""."""
    found = SCHEME.match(WITHIN.sub("", address.strip(AROUND)))
    return found[1].lower() if found else ""


def assert_harmless(html: str) -> None:
    root = lxml_html.fragment_fromstring(html, create_parent="div")
    for element in root.iter():
        tag = str(element.tag).lower()
        assert tag not in DANGEROUS_ELEMENTS, tag
        if tag == "iframe":
            assert str(element.get("src")).startswith(tuple(f"{host}/" for host in VIDEO_HOSTS))
        for name, value in element.attrib.items():
            attribute = name.lower()
            assert not attribute.startswith("on"), attribute
            assert attribute not in DANGEROUS_ATTRIBUTES, attribute
            if attribute in ADDRESS_ATTRIBUTES and (scheme := scheme_of(value)):
                picture = (tag, attribute) == ("img", "src") and PICTURE.match(value)
                assert picture or scheme in SAFE_SCHEMES, value


def harms(payload: str) -> dict[str, str]:
    """Return the surroundings in which a payload does harm, each with what was found."""
    found = {}
    for name, around in SURROUNDINGS.items():
        try:
            assert_harmless(render(around.format(payload)).html)
        except AssertionError as harm:
            found[name] = str(harm).partition("\n")[0]
    return found


@pytest.mark.parametrize("payload", PAYLOADS, ids=range(len(PAYLOADS)))
def test_nothing_runs(payload):
    assert harms(payload) == {}


def test_there_are_enough_payloads():
    assert len(set(PAYLOADS)) == len(PAYLOADS) > 700
    assert len(set(NAMES)) == len(NAMES) > 40
    assert all(len(name) <= 100 for name in NAMES)


@pytest.mark.parametrize(
    "harm",
    [
        "<script>x</script>",
        "<img src=x onerror=y>",
        "<a href='java\nscript:x'>y</a>",
        "<a href='&#32;javascript:x'>y</a>",
        "<p style='x'>y</p>",
        "<iframe src=https://evil.example/></iframe>",
        "<a href='data:text/html,x'>y</a>",
        "<a href='da\tta:text/html,x'>y</a>",
        "<a href='data:image/png;base64,x'>y</a>",
        "<img src='data:image/svg+xml;base64,x'>",
    ],
)
def test_the_assertion_notices_what_it_must(harm):
    with pytest.raises(AssertionError):
        assert_harmless(harm)


def test_the_assertion_lets_pass_what_it_may():
    assert_harmless("<a href='#x:y'>x</a> <a href='./a:b'>y</a> <a href='tel:1'>z</a>")
    assert_harmless("<img src='data:image/png;base64,iVBORw0KGgo='>")


def test_the_text_of_an_attack_is_shown_as_text():
    html = render("`<script>alert(1)</script>`").html

    assert html == "<p><code>&lt;script&gt;alert(1)&lt;/script&gt;</code></p>"


def test_a_formula_cannot_leave_an_attribute():
    html = render('![$x" onerror="y$](z)').html

    image = lxml_html.fragment_fromstring(html).find("img")
    assert image.get("alt") == '$x" onerror="y$'
    assert image.get("onerror") is None


def test_ids_and_classes_of_authors_cannot_be_the_pages():
    html = render('<div id="search" class="masthead">x</div><a name="main">y</a>').html

    assert html == ('<div id="user-content-search">x</div><a id="user-content-main">y</a>')


def test_a_token_that_an_author_writes_stands_for_nothing():
    html = render("$x$ \U0010f8f00\U0010f8f1 &#x10F8F0;0&#x10f8f1; &#01112304;0&#1112305;").html

    assert html.count("<math") == 1
    assert not {"\U0010f8f0", "\U0010f8f1"} & set(html)
