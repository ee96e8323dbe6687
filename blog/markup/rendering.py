"""The road from Markdown to HTML, stage by stage."""

from __future__ import annotations

import re
from html import escape

from lxml import etree

from blog.markup import engine
from blog.markup.building.tree import TreeBuilder
from blog.markup.code.highlight import Highlighter
from blog.markup.derived import pieces
from blog.markup.derived.excerpt import excerpt
from blog.markup.derived.plain_text import plain_text, prose
from blog.markup.derived.reading_time import reading_minutes
from blog.markup.finishing import attributes, serialising
from blog.markup.finishing.chinese import has_chinese_lines, join_chinese_lines
from blog.markup.finishing.headings import link_headings, report_level_jumps
from blog.markup.finishing.html_tree import tree_of
from blog.markup.finishing.ids import settle_ids
from blog.markup.finishing.insertion import insert
from blog.markup.finishing.lines import lines_of
from blog.markup.finishing.nobreak import keep_marks
from blog.markup.finishing.pictures import PictureLookup, describe_pictures
from blog.markup.fragments import (
    CodeBlock,
    Fragment,
    InlineCode,
    Literal,
    Mathematics,
    MoreMark,
    RawHtml,
    Video,
)
from blog.markup.inline.link_references import References
from blog.markup.limits import MarkupError
from blog.markup.line_marks import LINE_ATTRIBUTE
from blog.markup.mathematics.mathml import Converted, convert
from blog.markup.messages import gettext_noop
from blog.markup.problems import (
    BAD_FORMULA,
    INCOMPLETE_FORMULA,
    TEX_FOR_MARKDOWN,
    Locator,
    ProblemLog,
)
from blog.markup.rendered import Formula, Rendered
from blog.markup.sanitising.cleaning import sanitise
from blog.markup.source import source_lines
from blog.markup.structure.parser import parse_blocks
from blog.markup.tokens import TOKEN, Vault, defuse_references
from blog.markup.words import words_for

_SPACE = re.compile(r"\s+")


def render(
    source: str,
    *,
    base_url: str | None = None,
    language: str = "zh-hans",
    pictures: PictureLookup | None = None,
) -> Rendered:
    """Render Markdown to HTML and to all that is derived from it.

    A pure function, as far as `pictures` is one: the same arguments give an equal result, and
    nothing is read or written.

    Args:
        source: the Markdown of an article, without front matter.
        base_url: the absolute address of the article's page. Relative addresses are resolved
            against it, and links to its host count as the site's own. Without it, relative
            addresses stay and every link with a host counts as external.
        language: the article's language tag; decides the words that the pipeline adds
            (English for `en…`, else Chinese).
        pictures: asked what is known of the pictures that the text shows, at most once, with the
            address of each as it stands in the HTML (resolved against `base_url`, if there is
            one); returns those that it knows by these addresses. Their images get sizes and
            sources. Without it, images are as their author wrote them.

    Raises:
        MarkupError: the source passes a limit of `blog.markup.limits`.
    """
    try:
        return _render(source, base_url, pictures, words_for(language))
    except RecursionError as error:
        raise MarkupError(
            gettext_noop(
                "Parts of the text are nested too deep inside each other to be rendered. Take out "
                "quotes, lists, emphasis or brackets that lie inside one another."
            ),
            limit="MAX_CONTAINER_DEPTH",
        ) from error


def _render(
    source: str, base_url: str | None, pictures: PictureLookup | None, words: dict[str, str]
) -> Rendered:
    lines = source_lines(source)
    problems = ProblemLog()
    vault: Vault[Fragment] = Vault()

    document = parse_blocks(lines, problems)
    builder = TreeBuilder(vault, problems, words)
    tree = builder.build(document)
    locate = Locator(lines)
    references = References(builder.references, vault)
    blocks = engine.to_html(tree, references, vault, problems, locate)
    html = sanitise([defuse_references(_with_authors_html(block, vault)) for block in blocks])

    root = tree_of(html)
    if has_chinese_lines(html):
        join_chinese_lines(root)
    report_level_jumps(root, lines, problems)
    ids, toc = settle_ids(root, lambda heading: _title(heading, vault))
    flat = pieces.flatten(root, vault)

    formulas = _formulas(root, vault)
    converted = dict(zip(map(id, formulas), convert(formulas), strict=True))
    values = tuple(_formula_value(f, converted[id(f)], problems) for f in formulas)
    highlighter = Highlighter(problems)
    insert(root, vault, lambda f: _build(f, converted, highlighter, words))
    images, links = attributes.finish(
        root,
        ids=ids,
        toc=toc,
        base_url=base_url,
        words=words,
        problems=problems,
        locate=locate,
    )
    # Last, so that no derived text and no list of links has them.
    link_headings(root, words["heading-link"])
    keep_marks(root)
    if pictures is not None:
        describe_pictures(root, pictures)
    code_lines = sum(p.text.count("\n") for p in flat if p.kind is pieces.Kind.CODE)
    return Rendered(
        html=serialising.to_html(root).strip(),
        toc=toc,
        excerpt=excerpt(
            flat, code_word=words["excerpt-code"], formula_word=words["excerpt-formula"]
        ),
        plain_text=plain_text(flat),
        reading_minutes=reading_minutes(
            prose(flat), code_lines=code_lines, formulas=len(formulas), images=len(images)
        ),
        has_math=any(not value.error for value in values),
        images=images,
        links=links,
        formulas=values,
        problems=problems.in_source_order(),
        lines=lines_of(root),
    )


def _with_authors_html(html: str, vault: Vault[Fragment]) -> str:
    """Give the sanitisers all that came from the author; trusted parts stay tokens."""

    def restored(match: re.Match[str]) -> str:
        match vault.get(match[1]):
            case RawHtml(html=raw):
                return TOKEN.sub(restored, raw)
            case InlineCode(text=text):
                return f"<code>{escape(text, quote=False)}</code>"
            case Literal(text=text):
                return escape(text, quote=False)
            case _:
                return match[0]

    return TOKEN.sub(restored, html)


def _title(heading: etree._Element, vault: Vault[Fragment]) -> str:
    flat = pieces.flatten(heading, vault)
    return _SPACE.sub(" ", plain_text(flat)).strip()


def _formulas(root: etree._Element, vault: Vault[Fragment]) -> list[Mathematics]:
    """Return the formulas that the sanitisers left in the text, in reading order."""
    text = "".join(map(str, root.itertext()))
    found = (vault.get(match[1]) for match in TOKEN.finditer(text))
    return [fragment for fragment in found if isinstance(fragment, Mathematics)]


def _formula_value(formula: Mathematics, converted: Converted, problems: ProblemLog) -> Formula:
    reason = converted.error or converted.warning
    if reason:
        problems.add(
            BAD_FORMULA if converted.error else INCOMPLETE_FORMULA,
            line=formula.line,
            column=formula.column,
            formula=formula.source[:80],
            reason=reason,
        )
    if converted.repaired or formula.source.startswith("\\\\"):
        problems.add(
            TEX_FOR_MARKDOWN,
            line=formula.line,
            column=formula.column,
            formula=formula.source[:80],
        )
    return Formula(formula.tex, formula.display, formula.line, str(converted.error))


def _build(
    fragment: Fragment,
    converted: dict[int, Converted],
    highlighter: Highlighter,
    words: dict[str, str],
) -> etree._Element | str:
    """Return the trusted element (or text) that takes the place of a token."""
    match fragment:
        case Mathematics():
            return _formula_element(fragment, converted[id(fragment)], words)
        case CodeBlock():
            return highlighter.element(fragment)
        case Video():
            return _video_element(fragment)
        case MoreMark():
            return ""
        case InlineCode(text=text) | Literal(text=text) | RawHtml(html=text):
            return text


def _formula_element(
    formula: Mathematics, converted: Converted, words: dict[str, str]
) -> etree._Element:
    if converted.element is None:
        failure = etree.Element("span", {"class": "math-failure"})
        etree.SubElement(failure, "code", {"class": "math-error"}).text = formula.source
        reason = etree.SubElement(failure, "small", {"class": "math-error-reason"})
        reason.text = f"{words['formula-error']}: "
        etree.SubElement(reason, "span", {"lang": "en"}).text = str(converted.error)
        return failure
    if not formula.display:
        return converted.element
    box = etree.Element("span", {"class": "math-display", "tabindex": "0"})
    box.set("data-block", "")
    box.append(converted.element)
    return box


def _video_element(video: Video) -> etree._Element:
    box = etree.Element("span", {"class": "video"})
    box.set("data-block", "")
    if video.line:
        box.set(LINE_ATTRIBUTE, str(video.line))
    frame = etree.SubElement(box, "iframe", {"src": video.address, "title": video.title})
    frame.set("loading", "lazy")
    frame.set("allow", "fullscreen; picture-in-picture; encrypted-media")
    frame.set("referrerpolicy", "strict-origin-when-cross-origin")
    return box
