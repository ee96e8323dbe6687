"""The picture of a card."""

import io
from dataclasses import replace

import pytest
from PIL import Image, ImageChops

from blog.posts.card_images import CARD_HEIGHT, CARD_TYPE, CARD_WIDTH, CardWords, draw_card
from blog.posts.card_images.drawing import AMBER, PAPER, TITLE_SIZES, glyphs_within, set_title
from blog.posts.card_images.glyphs import glyphs_of, width_of
from blog.posts.card_images.typefaces import SANS, SERIF

WORDS = CardWords(
    title="布隆过滤器：用十个比特换一次“肯定没有”",
    language="zh-hans",
    authors=("Ada Lovelace", "林知夏"),
    category="Algorithms",
    date="Nov. 3, 2026",
    site_name="Incoming Transmission",
    site_language="en",
)
MIDDLE = (0, 130, CARD_WIDTH, 460)
FOOT = (0, 470, CARD_WIDTH, 555)


def picture(**changes):
    with Image.open(io.BytesIO(draw_card(replace(WORDS, **changes)))) as image:
        image.load()
        assert (image.format, image.size) == ("PNG", (CARD_WIDTH, CARD_HEIGHT))
        return image.convert("RGB")


def inked(image, box=None):
    """The smallest box around what is not paper, None if all of it is paper."""
    part = image.crop(box) if box else image
    return ImageChops.difference(part, Image.new("RGB", part.size, PAPER)).getbbox()


def title_size(title, language="en"):
    return set_title(glyphs_of(title, SERIF, language), language)[0]


def test_a_card_is_a_picture_that_networks_show():
    card = draw_card(WORDS)
    assert CARD_TYPE == "image/png"
    assert len(card) < 60_000
    image = picture()
    assert image.getpixel((2, 2)) == (0x14, 0x18, 0x1B)
    assert image.getpixel((87, 91)) == tuple(bytes.fromhex(AMBER[1:]))


def test_the_same_words_make_the_same_picture():
    assert draw_card(WORDS) == draw_card(replace(WORDS))


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Another"},
        {"authors": ("Ada Lovelace",)},
        {"category": "Databases"},
        {"date": "Nov. 4, 2026"},
        {"site_name": "Elsewhere"},
    ],
)
def test_all_that_is_said_is_seen(change):
    assert ImageChops.difference(picture(), picture(**change)).getbbox()


def test_every_card_stays_within_its_margins():
    for title in ("倒", "W" * 300, "深入理解卷积神经网络，" * 27, "word " * 60, "（（（" * 100):
        image = picture(title=title, authors=["某某" * 40] * 30, site_name="Name " * 40)
        left, top, right, bottom = inked(image)
        assert left >= 70
        assert right <= CARD_WIDTH - 70
        assert (top, bottom) >= (60, 600)
        # Between the title and the authors is paper.
        assert inked(image, (0, 455, CARD_WIDTH, 470)) is None


def test_a_long_title_is_smaller_and_the_longest_ends_with_an_ellipsis():
    assert title_size("Raft") == TITLE_SIZES[0]
    assert TITLE_SIZES[-1] < title_size("Raft leader election " * 5) < TITLE_SIZES[0]
    for fits, title in ((True, "长" * 300), (False, "长" * 400)):
        size, lines = set_title(glyphs_of(title, SERIF, "zh-hans"), "zh-hans")
        assert size == TITLE_SIZES[-1]
        assert (lines[-1][-1].text != "…") == fits


def test_a_title_that_fits_is_not_divided_within_a_word():
    _size, lines = set_title(glyphs_of("Pneumonoultramicroscopic " * 3, SERIF, "en"), "en")
    assert len(lines) == 3


@pytest.mark.parametrize("title", ["مرحبا بالعالم", "🎉🚀", "한국어"])
def test_a_title_that_cannot_be_drawn_gives_its_place_to_the_name_of_the_site(title):
    expected = picture(title="Incoming Transmission", language="en")
    shown = picture(title=title)
    assert ImageChops.difference(shown.crop(MIDDLE), expected.crop(MIDDLE)).getbbox() is None


def test_a_name_that_cannot_be_drawn_is_left_out():
    shown, expected = picture(authors=("محمد", "Ada")), picture(authors=("Ada",))
    assert ImageChops.difference(shown.crop(FOOT), expected.crop(FOOT)).getbbox() is None


def test_a_card_with_hardly_a_word_is_drawn_all_the_same():
    image = picture(title="🎉", authors=(), category="", date="", site_name="한국어")
    assert inked(image, MIDDLE) is None
    assert inked(image, FOOT) is None


def test_of_many_authors_as_many_are_named_as_fit():
    shown = [
        picture(authors=tuple(f"Author number {number}" for number in range(count)))
        for count in (3, 40, 41)
    ]
    assert all(inked(image, FOOT)[2] <= CARD_WIDTH - 80 for image in shown)
    # How many are left out is said.
    assert ImageChops.difference(shown[1].crop(FOOT), shown[2].crop(FOOT)).getbbox()


def test_a_text_is_shortened_to_the_room_it_has():
    glyphs = glyphs_within("A very long category", SANS, "en", 5)
    assert glyphs[-1].text == "…"
    assert 4 < width_of(glyphs, SANS) <= 5
    assert "".join(glyph.text for glyph in glyphs_within("Short", SANS, "en", 5)) == "Short"
