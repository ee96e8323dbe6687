import pytest
from lxml import html as lxml_html

from blog.markup import Picture, render
from blog.markup.finishing.addresses import absolutise

SMALL, LARGE = "/media/a-480.webp", "/media/a-800.webp"
WIDE = Picture(1600, 900, ((SMALL, 480), (LARGE, 800)))
ICON = Picture(64, 32, ())
SRCSET = f"{SMALL} 480w, {LARGE} 800w, /media/a.png 1600w"
COLUMN = "(min-width: 42.875rem) 40.375rem, calc(100vw - 2.5rem)"
WHOLE = "(min-width: 42.875rem) 40.375rem, calc(1 * (100vw - 2.5rem))"


class Library:
    """Knows two pictures, and what it was asked."""

    def __init__(self):
        self.asked = []

    def __call__(self, addresses):
        self.asked.append(list(addresses))
        known = {"/media/a.png": WIDE, "/media/icon.png": ICON}
        return {address: known[address] for address in addresses if address in known}


def images(source, **options):
    html = render(source, pictures=Library(), **options).html
    return [dict(image.attrib) for image in lxml_html.fromstring(f"<div>{html}</div>").iter("img")]


def test_a_known_picture_gets_its_size_and_its_smaller_copies():
    assert images("![图](/media/a.png)") == [
        {
            "alt": "图",
            "src": "/media/a.png",
            "loading": "lazy",
            "decoding": "async",
            "width": "1600",
            "height": "900",
            "srcset": SRCSET,
            "sizes": COLUMN,
        }
    ]


def test_a_picture_without_copies_gets_its_size_only():
    (image,) = images("![图](/media/icon.png)")

    assert (image["width"], image["height"]) == ("64", "32")
    assert not {"srcset", "sizes"} & image.keys()


def test_unknown_pictures_stay_as_they_are():
    source = "![图](b.png) <img src='c.png' width='5'>"

    assert render(source, pictures=Library()) == render(source)


def test_all_addresses_are_asked_for_at_once():
    library = Library()
    render(
        "![a](/media/a.png) ![b](b.png)\n\n![a](/media/a.png)\n\n> <img src='c.png'>\n\n"
        "![d](data:image/png;base64,AAAA) <img srcset='e.png 2x'>\n\n[^1]\n\n[^1]: ![f](f.png)",
        pictures=library,
    )

    assert library.asked == [["/media/a.png", "b.png", "c.png", "f.png"]]


@pytest.mark.parametrize("source", ["", "文字", "![a]()", "![d](data:image/png;base64,AAAA)"])
def test_nothing_is_asked_for_without_pictures(source):
    library = Library()
    render(source, pictures=library)

    assert library.asked == []


def test_addresses_are_asked_for_as_the_html_has_them():
    library = Library()
    rendered = render("![a](a.png)", base_url="https://blog.example/p/", pictures=library)

    assert library.asked == [["https://blog.example/p/a.png"]]
    assert [image.source for image in rendered.images] == library.asked[0]


@pytest.mark.parametrize(
    ("given", "size", "sizes"),
    [
        ("width=320", ("320", "180"), "(min-width: 360px) 320px, calc(100vw - 2.5rem)"),
        ("height=180", ("320", "180"), "(min-width: 360px) 320px, calc(100vw - 2.5rem)"),
        ("width=1", ("1", "1"), "(min-width: 41px) 1px, calc(100vw - 2.5rem)"),
        (
            "width=300 height=300",
            ("300", "300"),
            "(min-width: 340px) 300px, calc(100vw - 2.5rem)",
        ),
        ("width=2000", ("2000", "1125"), COLUMN),
        ("width=696", ("696", "392"), COLUMN),
        (
            "width=50%",
            ("50%", None),
            "(min-width: 42.875rem) 20.1875rem, calc(0.5 * (100vw - 2.5rem))",
        ),
        ("width=100%", ("100%", None), WHOLE),
        ("width=200%", ("200%", None), WHOLE),
        ("height=50%", (None, "50%"), COLUMN),
        ("width=wide", ("1600", "900"), COLUMN),
        ("style='zoom:25%'", ("1600", "900"), "(min-width: 440px) 400px, calc(100vw - 2.5rem)"),
        ("style='zoom:50%'", ("1600", "900"), COLUMN),
        ("style='width:160px'", ("160", "90"), "(min-width: 200px) 160px, calc(100vw - 2.5rem)"),
    ],
)
def test_a_size_that_the_author_gave_is_kept(given, size, sizes):
    (image,) = images(f"<img src='/media/a.png' alt='b' {given}>")

    assert (image.get("width"), image.get("height")) == size
    assert image["srcset"] == SRCSET
    assert image["sizes"] == sizes


def test_sources_that_the_author_gave_are_kept():
    (image,) = images("<img src='/media/a.png' srcset='b.png 2x' alt='c'>")

    assert image["srcset"] == "b.png 2x"
    assert "sizes" not in image
    assert (image["width"], image["height"]) == ("1600", "900")


def test_an_authors_own_sizes_are_kept():
    (image,) = images("<img src='/media/a.png' sizes='50vw' alt='c'>")

    assert (image["srcset"], image["sizes"]) == (SRCSET, "50vw")


def test_an_image_among_others_to_choose_from_is_left_alone():
    source = "<picture><source srcset='b.webp'><img src='/media/a.png' alt='c'></picture>"

    assert render(source, pictures=Library()).html == render(source).html


@pytest.mark.parametrize("address", ["/media/a b.webp", ",/media/a.webp", "/media/a.webp,"])
def test_an_address_that_a_srcset_cannot_hold_is_not_written_there(address):
    picture = Picture(1600, 900, ((address, 480),))
    html = render("![b](c.png)", pictures=lambda asked: dict.fromkeys(asked, picture)).html

    assert 'width="1600" height="900"' in html
    assert "srcset" not in html


def test_addresses_of_copies_are_escaped():
    picture = Picture(1600, 900, (('/a"><script>x</script>', 480),))
    html = render("![b](c.png)", pictures=lambda asked: dict.fromkeys(asked, picture)).html

    assert "<script" not in html


def test_a_figure_and_a_feed_have_them_too():
    html = render('![图](/media/a.png "说明")', pictures=Library()).html

    assert html.startswith("<figure><img")
    assert f'srcset="https://a.example{SMALL} 480w, https://a.example{LARGE} 800w, ' in absolutise(
        html, "https://a.example/p/"
    )
