import pytest

from blog.markup.inline.link_tails import inline_tail, trailing_attributes


@pytest.mark.parametrize(
    ("tail", "address", "title"),
    [
        ("(/a)", "/a", ""),
        ("( /a )", "/a", ""),
        ("(/a\n'b')", "/a", "b"),
        ("(/a (b))", "/a", "b"),
        ("(<a b>)", "a b", ""),
        ("(a\\)b)", "a\\)b", ""),
        ("(/a?b=1&amp;c)", "/a?b=1&amp;c", ""),
        ("()", "", ""),
        ('(图 片.png "标题")', "图 片.png", "标题"),
        ("(my file (1).png)", None, None),
        ("(a b)", None, None),
        ("(/a", None, None),
        ('(/a "b)', None, None),
        ("((a)", None, None),
    ],
)
def test_addresses_and_titles(tail, address, title):
    found = inline_tail(tail, 0)

    assert (found and found.address, found and found.title) == (address, title)


@pytest.mark.parametrize(
    ("tail", "size"),
    [
        ("(a.png =300x200)", {"width": "300", "height": "200"}),
        ("(a.png =300x)", {"width": "300"}),
        ("(a.png =x200)", {"height": "200"}),
        ('(a.png =50%x "t")', {"width": "50%"}),
        ("(a.png)", {}),
    ],
)
def test_a_size_may_follow_the_address(tail, size):
    found = inline_tail(tail, 0)

    assert found is not None
    assert (found.address, found.size) == ("a.png", size)


@pytest.mark.parametrize(
    ("text", "size", "rest"),
    [
        ("{width=300}x", {"width": "300"}, "x"),
        ('{: width="50%" .shadow}', {"width": "50%"}, ""),
        ("{:height=20px}", {"height": "20"}, ""),
        ("{.rounded #a}", {}, ""),
        ("{width=calc(1)}", {}, ""),
        ("{x}", {}, "{x}"),
        ("{}", {}, "{}"),
        (" {width=3}", {}, " {width=3}"),
        (" {: width=3}", {"width": "3"}, ""),
    ],
)
def test_attributes_may_follow_an_image(text, size, rest):
    end, found = trailing_attributes(text, 0, image=True)

    assert (found, text[end:]) == (size, rest)


def test_links_have_no_size():
    assert trailing_attributes("{: width=3}", 0, image=False) == (11, {})
