import pytest

from blog.importers.destinations import Meaning, destinations, rewrite
from blog.importers.imported import Reference, Target


def values(text):
    return [one.value for one in destinations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("![a](b.png)", ["b.png"]),
        ("[a](b.md)", ["b.md"]),
        ('![a](b.png "title (with) brackets")', ["b.png"]),
        ('![a](b.png "smile :)")', ["b.png"]),
        ("![a](<图 1.png> '题注')", ["图 1.png"]),
        ("![](.\\img\\图 1.png)", [".\\img\\图 1.png"]),
        ("![b](%E5%9B%BE%201.png =100x50)", ["%E5%9B%BE%201.png"]),
        ("![c](a.png){width=50%}", ["a.png"]),
        ("![c](a_(1).png)", ["a_(1).png"]),
        ("![c](<a(1.png>)", ["a(1.png"]),
        ("[![a](b.png)](c.md)", ["b.png", "c.md"]),
        ("[a]: b.png 'title'\n[^1]: footnote\n[c]: <d e.png>", ["b.png", "d e.png"]),
        ('<img alt="x" src="b.png" style="zoom:50%;" />', ["b.png"]),
        ("<img src='b.png'><img src=c.png>", ["b.png", "c.png"]),
        ('<a href="x.html?a=1&amp;b=2">', ["x.html?a=1&b=2"]),
        ('<img src="{{ "/b.png" | relative_url }}">', ['{{ "/b.png" | relative_url }}']),
        ("![a]({{ site.baseurl }}/b.png)", ["{{ site.baseurl }}/b.png"]),
        ('{{< figure src="b.png" title="t" >}}', ["b.png"]),
        ("{{% image src=b.png %}}", ["b.png"]),
        ("![a](b.png", []),
        ("![a](b\n.png)", []),
        ("[a](" + "x" * 3000 + ")", []),
        ("[a] (b)", []),
    ],
)
def test_destinations_in_every_notation(text, expected):
    assert values(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "`![a](b.png)`",
        "```\n![a](b.png)\n```",
        "    ![a](b.png)",
        "<!-- ![a](b.png) -->",
        "`<img src=b.png>` and `{% asset_img b.png %}`",
    ],
)
def test_nothing_is_found_in_code(text):
    assert values(text) == []


@pytest.mark.parametrize(
    ("text", "value", "meaning", "replaced"),
    [
        ("{% asset_img b.png %}", "b.png", Meaning.ASSET, "![](URL)"),
        ("{% asset_img left b.png 100 50 '一 二' %}", "b.png", Meaning.ASSET, "![一 二](URL)"),
        ("![x]({% asset_path b.png %})", "b.png", Meaning.ASSET, "![x](URL)"),
        ("{% post_link old-name '标题' %}", "old-name", Meaning.POST_NAME, "[标题](URL)"),
        ("{% post_link old-name %}", "old-name", Meaning.POST_NAME, "[old-name](URL)"),
        ("[a]({% post_url 2010-07-21-name %})", "2010-07-21-name", Meaning.POST_NAME, "[a](URL)"),
        ("{{ site.baseurl }}{% post_url n %}", "n", Meaning.POST_NAME, "URL"),
        ("{% link _posts/a.md %}", "/_posts/a.md", Meaning.ADDRESS, "URL"),
        ('[a]({{< ref "b.md#c" >}})', "b.md#c", Meaning.POST_NAME, "[a](URL)"),
        ("[a]({{% relref b.md %}})", "b.md", Meaning.POST_NAME, "[a](URL)"),
    ],
)  # fmt: skip
def test_tags_of_generators_are_replaced_whole(text, value, meaning, replaced):
    found = [one for one in destinations(text) if one.value == value and one.meaning is meaning]

    (one,) = found
    reference = Reference(one.start, one.end, Target.POST, "p", one.before, one.after)
    assert rewrite(text, [reference], {(Target.POST, "p"): "URL"}) == replaced


def test_rewriting_leaves_what_has_no_address_and_what_overlaps():
    text = "![a](one.png) ![b](two.png)"
    references = [
        Reference(5, 12, Target.IMAGE, "one.png"),
        Reference(7, 12, Target.IMAGE, "one.png"),
        Reference(19, 26, Target.IMAGE, "two.png"),
    ]

    assert rewrite(text, references, {(Target.IMAGE, "one.png"): "/m/1"}) == (
        "![a](/m/1) ![b](two.png)"
    )


def test_a_fragment_stays_behind_the_new_address():
    reference = Reference(4, 10, Target.POST, "b.md", fragment="#c")

    assert rewrite("[a](b.md#c)", [reference], {(Target.POST, "b.md"): "/posts/b/"}) == (
        "[a](/posts/b/#c)"
    )


@pytest.mark.parametrize(
    "hostile", ["](", "](( )", "{{ site.url }}", "<a ", "{{< figure ", "[a]: "]
)
def test_brackets_that_nobody_closes_cost_bounded_work(hostile):
    assert destinations(hostile * 20_000) is not None
