import pytest

from blog.markup import render
from blog.markup.template_tags.links import output_address


@pytest.mark.parametrize(
    ("tag", "address"),
    [
        ('{{< ref "a/x.md" >}}', "a/x.md"),
        ('{{% relref "x.md#y" %}}', "x.md#y"),
        ('{{< ref path="x.md" lang="en" >}}', "x.md"),
        ("{{< ref `x.md` >}}", "x.md"),
        ("{% post_url 2020-01-01-x %}", "2020-01-01-x.md"),
        ("{% post_path x %}", "x.md"),
        ("{% link _posts/2016-07-26-x.md %}", "_posts/2016-07-26-x.md"),
        ("{% asset_path a.pdf %}", "a.pdf"),
    ],
)
def test_a_tag_in_the_place_of_an_address_is_one(tag, address):
    rendered = render(f"[文]({tag})")

    assert f'<a href="{address}">文</a>' in rendered.html
    assert rendered.problems == ()


@pytest.mark.parametrize(
    ("tag", "address", "text"),
    [
        ("{% post_link x %}", "x.md", "x"),
        ("{% post_link x 标题 %}", "x.md", "标题"),
        ("{% post_link x '两 字 <b>' false %}", "x.md", "两 字 &lt;b&gt;"),
        ("{% post_link x.md#y 标题 %}", "x.md#y", "标题"),
        ("{% link 文字 /a/ true %}", "/a/", "文字"),
        ("{% url_for 文字 /a/ %}", "/a/", "文字"),
        ("{% asset_link a.pdf 文字 %}", "a.pdf", "文字"),
        ("{% btn /a/, 文字, home %}", "/a/", "文字"),
        ('{{< link "/a/" "文字" >}}', "/a/", "文字"),
        ("{% gist 12ab34 %}", "https://gist.github.com/12ab34", None),
        ("{{< gist someone 1234 >}}", "https://gist.github.com/someone/1234", None),
        ("{% jsfiddle abc123 %}", "https://jsfiddle.net/abc123/", None),
        ('{{< x user="a" id="12" >}}', "https://x.com/a/status/12", None),
        ("{{< instagram abc >}}", "https://www.instagram.com/p/abc/", None),
    ],
)
def test_a_tag_in_text_is_a_link(tag, address, text):
    html = render(tag).html

    assert f'<a href="{address}"' in html
    assert f">{address if text is None else text}</a>" in html


@pytest.mark.parametrize(
    "tag",
    [
        "{{< ref >}}",
        "{% ref x %}",
        "{% post_link %}",
        "{{< gist a/b c >}}",
        '{{< x id="x" >}}',
        "{% jsfiddle ../a %}",
        "{% btn , a %}",
        "{% link %}",
    ],
)
def test_a_tag_that_says_nothing_is_text_with_a_problem(tag):
    rendered = render(tag)

    assert "<a" not in rendered.html
    assert [problem.kind for problem in rendered.problems] == ["unknown-shortcode"]


def test_a_dangerous_address_is_none():
    assert "javascript" not in render("[a]({{< ref 'javascript:x' >}})").html
    assert "href" not in render("{% btn javascript:x, a %}").html


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("{{ site.baseurl }}", ""),
        ("{{site.url}}", ""),
        ("{{ '/a.png' | relative_url }}", "/a.png"),
        ('{{ "/a.png" | prepend: site.baseurl }}', "/a.png"),
        ('{{ "/a.png" | prepend: site.baseurl | prepend: site.url }}', "/a.png"),
        ("{{ page.url }}", None),
        ("{{ site.title }}", None),
        ("{{ \"/a' | relative_url }}", None),
    ],
)
def test_outputs_of_jekyll_that_are_addresses(text, address):
    assert output_address(text) == address
