import pytest

from blog.markup import render
from blog.markup.spans.html_code import code_block


@pytest.mark.parametrize(
    ("html", "language", "text"),
    [
        ('<pre><code class="language-python">a &lt; b</code></pre>', "python", "a < b\n"),
        ("<pre class='x lang-c++'>\n<code>a\n</code>\n</pre>", "c++", "a\n"),
        ("<pre><code>\na\n\nb</code></pre>", "", "a\n\nb\n"),
        ('<pre><code><span class="k">if</span> a<br>b</code></pre>', "", "if a\nb\n"),
    ],
)
def test_code_in_html_is_code(html, language, text):
    block = code_block(html, 1)

    assert block is not None
    assert (block.info.language, block.text) == (language, text)


@pytest.mark.parametrize(
    "html", ["<pre>a</pre>", "<pre><code>a <a href='b'>c</a></code></pre>", "<pre><code>a</pre>"]
)
def test_html_that_says_more_stays_html(html):
    assert code_block(html, 1) is None


def test_it_is_coloured_and_counted_like_any_other():
    rendered = render('前\n\n<pre><code class="language-python">if a &lt; b:\n\n    x</code></pre>')

    assert 'data-language="python"' in rendered.html
    assert '<span class="k">if</span>' in rendered.html
    assert rendered.excerpt == "前 [代码]"
    assert "if a < b:" in rendered.plain_text.split("\n")


def test_no_token_of_an_author_gets_in():
    assert "\U0010f8f0" not in render("<pre><code>&#x10F8F0;0&#x10F8F1;</code></pre>").html
