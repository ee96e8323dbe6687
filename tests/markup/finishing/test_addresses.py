from blog.markup import render
from blog.markup.finishing.addresses import absolutise, is_external, join_srcset

PAGE = "https://blog.example/posts/a/"


def test_external_means_another_host():
    assert is_external("https://other.example/", PAGE)
    assert is_external("//other.example/", PAGE)
    assert not is_external("https://blog.example/x", PAGE)
    assert not is_external("/x", PAGE)
    assert is_external("https://blog.example/x", None)
    assert not is_external("x", None)
    assert is_external("http://[broken", PAGE)


def test_absolutise_resolves_every_address():
    html = (
        '<p><a href="/x?a=1&amp;b=2">x</a> <a href="#题">y</a> <img src="i.png" alt="a" '
        'srcset="i.png 1x, /j.png 2x"></p><video src="v.mp4" poster="../p.jpg"></video>'
    )

    assert absolutise(html, PAGE) == (
        '<p><a href="https://blog.example/x?a=1&amp;b=2">x</a> '
        '<a href="https://blog.example/posts/a/#题">y</a> '
        '<img src="https://blog.example/posts/a/i.png" alt="a" '
        'srcset="https://blog.example/posts/a/i.png 1x, https://blog.example/j.png 2x"></p>'
        '<video src="https://blog.example/posts/a/v.mp4" '
        'poster="https://blog.example/posts/p.jpg"></video>'
    )


def test_absolutise_leaves_absolute_addresses_and_text_alone():
    html = '<p>href="x" <code>src="y"</code> <a href="mailto:a@b.example">m</a></p>'

    assert absolutise(html, PAGE) == html


def test_absolutise_works_on_all_that_render_gives():
    source = (
        '[a](b) ![c](d "href=x") $a<b$ [e](#f)\n\n# f\n\nx[^1]\n\n[^1]: y\n\n'
        '`href="z"` <img src="q" alt=\'src="w"\'>'
    )

    html = absolutise(render(source).html, PAGE)

    for wanted in (
        'href="https://blog.example/posts/a/b"',
        'src="https://blog.example/posts/a/d"',
        'title="href=x"',
        'href="https://blog.example/posts/a/#f"',
        'href="https://blog.example/posts/a/#fn-1"',
        'alt="src=&quot;w&quot;"',
        '<code>href="z"</code>',
        'alttext="a&lt;b"',
    ):
        assert wanted in html


def test_broken_addresses_stay_as_they_are():
    assert absolutise('<a href="http://[x">y</a>', PAGE) == '<a href="http://[x">y</a>'


def test_srcset_candidates_may_hold_commas():
    assert join_srcset(PAGE, "a,b.png 1x, c.png 2x") == f"{PAGE}a,b.png 1x, {PAGE}c.png 2x"
