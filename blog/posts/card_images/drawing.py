"""Drawing a card: dark paper, the site's name, the title, who wrote it, a signal out of the noise.

A pure function of its words. The picture is laid out for how it is shown: networks round its
corners, cut a little off its edges and put a line of their own over its foot, so that nothing to
read stands there.
"""

import hashlib
import io
from collections.abc import Iterator
from functools import cache
from math import exp
from operator import itemgetter

from django.utils.translation import ngettext, override, pgettext
from PIL import Image, ImageColor, ImageDraw

from blog.posts.card_images.glyphs import Glyph, glyphs_of, runs_of, width_of
from blog.posts.card_images.lines import SPACE, Text, overhang
from blog.posts.card_images.typefaces import SANS, SERIF, Typeface
from blog.posts.card_images.words import CardWords

# Lengths are in pixels.
CARD_WIDTH, CARD_HEIGHT = 1200, 630
MARGIN = 80
MEASURE = CARD_WIDTH - 2 * MARGIN

PAPER, INK, QUIET, FAINT, AMBER = "#14181b", "#dfe3e4", "#98a2a6", "#465157", "#ffb454"

MASTHEAD_BASELINE, MASTHEAD_SIZE = 100, 23
TRACKING = 0.24  # ems
DOT_RADIUS, DOT_SPACE = 7, 17
TITLE_TOP, TITLE_BOTTOM = 152, 432
TITLE_SIZES = (84, 78, 72, 66, 60, 55, 50, 46, 42, 38, 35, 32, 29, 26)
SIZES_TRIED, COST_OF_A_SMALLER_SIZE = 4, 0.05  # the cost is one of `Text.lines`
LEADING = 1.34  # ems from baseline to baseline
CAP_HEIGHT = 0.74  # ems, between that of Latin capitals and of Chinese characters
AUTHORS_BASELINE, AUTHORS_SIZE = 510, 30
PLACE_BASELINE, PLACE_SIZE = 547, 23
SIGNAL_FOOT, SIGNAL_STEP, SIGNAL_NOISE, SIGNAL_PEAK = 608, 8, 7, 30
SIGNAL_SPREAD = 2.2  # bars


def draw_card(words: CardWords) -> bytes:
    """Return the card as a PNG of `CARD_WIDTH` × `CARD_HEIGHT`.

    A title with a letter that no font has is not drawn at all, for an empty box or half a title
    would be worse: the site's name stands in its place.
    """
    picture = Image.new("RGB", (CARD_WIDTH, CARD_HEIGHT), PAPER)
    pen = ImageDraw.Draw(picture)
    _draw_masthead(pen, words)
    title = glyphs_of(words.title, SERIF, words.language)
    _draw_title(pen, title or glyphs_of(words.site_name, SERIF, words.site_language) or [], words)
    _draw_byline(pen, words)
    _draw_signal(pen, words)
    return _encoded(picture)


def _draw_masthead(pen: ImageDraw.ImageDraw, words: CardWords) -> None:
    """Draw the dot and the site's name in spaced capitals."""
    middle = round(MASTHEAD_BASELINE - CAP_HEIGHT * MASTHEAD_SIZE / 2)
    pen.bitmap((MARGIN, middle - DOT_RADIUS), _dot(), fill=AMBER)
    x = float(MARGIN + 2 * DOT_RADIUS + DOT_SPACE)
    room = (CARD_WIDTH - MARGIN - x) / MASTHEAD_SIZE
    name = glyphs_within(words.site_name.upper(), SANS, words.site_language, room, TRACKING)
    fonts = SANS.loaded(MASTHEAD_SIZE)
    for glyph in name:
        at = (x, MASTHEAD_BASELINE)
        pen.text(at, glyph.text, font=fonts[glyph.font], fill=INK, anchor="ls")
        x += (width_of([glyph], SANS) + TRACKING) * MASTHEAD_SIZE


def _dot() -> Image.Image:
    """Return a mask of the dot with a smooth edge: drawn larger, then made smaller."""
    scale, width = 8, 2 * DOT_RADIUS
    mask = Image.new("L", (scale * width, scale * width))
    ImageDraw.Draw(mask).ellipse((0, 0, scale * width - 1, scale * width - 1), fill=255)
    return mask.resize((width, width), Image.Resampling.BOX)


def _draw_title(pen: ImageDraw.ImageDraw, title: list[Glyph], words: CardWords) -> None:
    """Draw the title as large as it fits, in the middle between the masthead and the byline."""
    size, lines = set_title(title, words.language)
    height = (len(lines) - 1) * LEADING * size + CAP_HEIGHT * size
    baseline = (TITLE_TOP + TITLE_BOTTOM - height) / 2 + CAP_HEIGHT * size
    for line in lines:
        x = MARGIN - overhang(line) * size
        _draw_glyphs(pen, (x, baseline), line, SERIF, size, INK)
        baseline += LEADING * size


def set_title(title: list[Glyph], language: str) -> tuple[int, list[list[Glyph]]]:
    """Return the size at which the title is set, in pixels an em, and its lines.

    It is the largest at which the title fits, or one of the next if its lines end better there.
    Words are divided only if they do not fit at any size, and what does not fit then ends with an
    ellipsis.
    """
    undivided = Text(title, SERIF)
    for divides in (False, True):
        set_at: list[tuple[float, int, list[list[Glyph]]]] = []
        for size in TITLE_SIZES:
            width = MEASURE / size
            text = Text(title, SERIF, longest_word=width) if divides else undivided
            if text.longest_word <= width and text.line_count(width) <= _most_lines(size):
                lines, cost = text.lines(width)
                set_at.append((cost + len(set_at) * COST_OF_A_SMALLER_SIZE, size, lines))
            if len(set_at) == SIZES_TRIED:
                break
        if set_at:
            _cost, size, lines = min(set_at, key=itemgetter(0))
            return size, lines
    [ellipsis] = glyphs_of("…", SERIF, language) or []
    return size, text.cut(width, _most_lines(size), ellipsis)


def _most_lines(size: int) -> int:
    return int((TITLE_BOTTOM - TITLE_TOP - CAP_HEIGHT * size) / (LEADING * size)) + 1


def _draw_byline(pen: ImageDraw.ImageDraw, words: CardWords) -> None:
    """Draw the authors' names, and below them the category and the date."""
    language = words.site_language
    room = MEASURE / AUTHORS_SIZE
    names = [name for name in words.authors if glyphs_of(name, SANS, language)]
    authors = next(
        (line for line in _bylines(names, language) if width_of(line, SANS) <= room),
        glyphs_within(names[0], SANS, language, room) if names else [],
    )
    _draw_glyphs(pen, (MARGIN, AUTHORS_BASELINE), authors, SANS, AUTHORS_SIZE, INK)
    date = glyphs_within(words.date, SANS, language, MEASURE / PLACE_SIZE)
    between = [SPACE, *glyphs_within("·", SANS, "en", MEASURE), SPACE]
    room = MEASURE / PLACE_SIZE - width_of([*between, *date], SANS)
    category = glyphs_within(words.category, SANS, language, room)
    place = [*category, *(between if category and date else ()), *date]
    _draw_glyphs(pen, (MARGIN, PLACE_BASELINE), place, SANS, PLACE_SIZE, QUIET)


def _bylines(names: list[str], language: str) -> Iterator[list[Glyph]]:
    """Yield ways to name the authors, each shorter than the one before."""
    with override(language):
        comma = pgettext("between authors", ", ")
        last = pgettext("between the last two authors", " and ")
        joined = last.join([*filter(None, [comma.join(names[:-1])]), *names[-1:]])
        lines = [joined]
        for count in range(len(names) - 1, 0, -1):
            rest = len(names) - count
            lines.append(
                ngettext("%(names)s and %(count)d more", "%(names)s and %(count)d more", rest)
                % {"names": comma.join(names[:count]), "count": rest}
            )
    for line in lines:
        yield glyphs_of(line, SANS, language) or []


def _draw_signal(pen: ImageDraw.ImageDraw, words: CardWords) -> None:
    """Draw noise, and in it a signal at a place that is this title's own."""
    count = MEASURE // SIGNAL_STEP + 1
    noise = hashlib.shake_128(words.title.encode()).digest(count + 1)
    # Not among the first or the last bars, where it would be cut in half.
    peak = 10 + noise[count] * (count - 20) // 256
    for number in range(count):
        height = 2 + SIGNAL_NOISE * noise[number] / 255
        height += SIGNAL_PEAK * exp(-(((number - peak) / SIGNAL_SPREAD) ** 2))
        x = MARGIN + number * SIGNAL_STEP
        colour = AMBER if number == peak else FAINT
        pen.rectangle((x, SIGNAL_FOOT - round(height), x + 1, SIGNAL_FOOT), fill=colour)


def glyphs_within(
    text: str, typeface: Typeface, language: str, room: float, tracking: float = 0
) -> list[Glyph]:
    """Return the glyphs of a line of text, ended by an ellipsis if it has not enough room.

    Args:
        text: any text; nothing is returned if it has letters that no font has.
        typeface: the fonts.
        language: the text's, as Django names it.
        room: ems.
        tracking: ems added after each glyph.
    """
    glyphs = glyphs_of(text, typeface, language) or []
    if width_of(glyphs, typeface) + tracking * len(glyphs) <= room:
        return glyphs
    ellipsis = glyphs_of("…", typeface, language) or []
    while glyphs and width_of([*glyphs, *ellipsis], typeface) + tracking * len(glyphs) > room:
        glyphs.pop()
    return [*glyphs, *ellipsis]


def _draw_glyphs(
    pen: ImageDraw.ImageDraw,
    at: tuple[float, float],
    glyphs: list[Glyph],
    typeface: Typeface,
    size: int,
    colour: str,
) -> None:
    """Draw glyphs side by side from `at`, a point on the baseline."""
    fonts = typeface.loaded(size)
    x, baseline = at
    for text, font, after in runs_of(glyphs):
        pen.text((x, baseline), text, font=fonts[font], fill=colour, anchor="ls")
        x += (typeface.width(text, font) + after) * size


def _encoded(picture: Image.Image) -> bytes:
    """Return the picture as a small PNG: the few colours that it has, and those between them."""
    file = io.BytesIO()
    picture.quantize(palette=_palette(), dither=Image.Dither.NONE).save(file, "PNG")
    return file.getvalue()


@cache
def _palette() -> Image.Image:
    """Return the paper's way to each of the other colours, in even steps."""
    colours: list[int] = []
    paper = ImageColor.getrgb(PAPER)
    for colour, steps in ((INK, 28), (QUIET, 20), (AMBER, 12), (FAINT, 4)):
        for step in range(steps):
            share = step / (steps - 1)
            colours += [
                round(start + (end - start) * share)
                for start, end in zip(paper, ImageColor.getrgb(colour), strict=True)
            ]
    palette = Image.new("P", (1, 1))
    palette.putpalette(colours)
    return palette
