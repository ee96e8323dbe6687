"""What differs from GitHub on purpose: each difference once, by rule, with its reason.

A rule says what makes the two agree: a change to the source that cmark-gfm is given, to the source
that both are given, or to the blocks that came out. It removes the difference that it names and no
other, so whatever else is wrong in the same place is still reported.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from tests.markup.compare import address_rules, block_rules, chinese_rules, markup_rules
from tests.markup.compare.block_rules import both, ours_only, theirs_only
from tests.markup.compare.placeholders import restored
from tests.markup.compare.renderers import our_blocks, reference_blocks
from tests.markup.compare.structure import Blocks

type SourceChange = Callable[[str], str]
type BlocksChange = Callable[[Blocks, Blocks], tuple[Blocks, Blocks]]


class Rule(NamedTuple):
    """An improvement. `example` is a source in which it makes the only difference.

    `for_both` and `for_cmark` change sources, `blocks` what came out (ours, cmark-gfm's).
    """

    name: str
    reason: str
    example: str
    for_both: SourceChange | None = None
    for_cmark: SourceChange | None = None
    blocks: BlocksChange | None = None


RULES: tuple[Rule, ...] = (
    Rule(
        "template tags",
        "Tags of Hexo, Hugo and Jekyll have a meaning here or are kept out of Markdown's reach, "
        "and have none on GitHub.",
        "{% codeblock lang:js %}\nlet a_b = 1;\n\nlet c_d;\n{% endcodeblock %}\n",
        for_both=markup_rules.without_template_tags,
    ),
    Rule(
        "components",
        "Components of MDX alone on their lines have a meaning here or are shown, and what they "
        "hold is Markdown; GitHub takes them for HTML.",
        "<Note>\nSome *text*\n</Note>\n",
        for_both=markup_rules.without_components,
    ),
    Rule(
        "unknown elements",
        "What is no element of HTML is what an author wants to show, as in List<String>; GitHub "
        "drops it silently.",
        "A List<String> of names.\n",
        for_cmark=markup_rules.with_unknown_elements_as_text,
    ),
    Rule(
        "unknown schemes",
        "Angle brackets around what has no scheme that a link may have are text, as in "
        "vector<std::string>.",
        "A vector<std::string> of names.\n",
        for_cmark=address_rules.with_unknown_schemes_as_text,
    ),
    Rule(
        "callouts",
        "Notes set apart in the spellings of GitHub, VuePress, Docusaurus and MkDocs are callouts.",
        "> [!NOTE]\n> Text\n\n:::tip Title\nMore\n:::\n",
        for_cmark=markup_rules.with_callouts_as_quotes,
        blocks=ours_only(block_rules.callouts_as_quotes),
    ),
    Rule(
        "pipes in code",
        "A `|` inside a code span is code in a table, too; GitHub cuts the code into two cells.",
        "| a | b |\n|---|---|\n| `x|y` | c |\n",
        for_cmark=markup_rules.with_pipes_kept_in_code,
    ),
    Rule(
        "empty headers",
        "A header without content, as in a corner, heads nothing and is a plain cell.",
        "| | a |\n|---|---|\n| b | c |\n",
        blocks=theirs_only(block_rules.empty_headers_as_cells),
    ),
    Rule(
        "lists of definitions",
        "A term and lines that begin with a colon are a list of definitions, as in PHP Markdown "
        "Extra.",
        "Term\n: What it *means*\n\nOther text\n",
        for_cmark=markup_rules.with_definitions_as_quotes,
        blocks=both(block_rules.definitions_as_quotes),
    ),
    Rule(
        "table of contents",
        "[TOC] and its kin become the table of contents.",
        "[TOC]\n\n## One\n",
        blocks=both(block_rules.without_contents),
    ),
    Rule(
        "heading ids",
        "`# Title {#id}` gives the heading its id, as in Hugo, Pandoc and kramdown.",
        "## Title {#id}\n",
        blocks=theirs_only(block_rules.without_heading_ids),
    ),
    Rule(
        "one first heading",
        "The page's title is its one heading of the first level; an article's headings go one "
        "down if they begin there.",
        "# One\n\n## Two\n",
        blocks=block_rules.with_shifted_headings,
    ),
    Rule(
        "language of code",
        "The language is told from what is written next to it: `{.python .input}`, `js{1,3}`.",
        "```{.python .input}\nx = 1\n```\n",
        blocks=both(block_rules.plain_languages),
    ),
    Rule(
        "emphasis beside Chinese",
        "`**“强调”**后面` is strong: Chinese has no spaces for CommonMark's rule to go by.",
        "前面**“强调”**后面\n",
        for_cmark=chinese_rules.with_emphasis_beside_chinese,
    ),
    Rule(
        "tildes in words",
        "A single tilde inside words is a range (3~5 天), not a deletion.",
        "需要3~5天，最多7~9天。\n",
        for_cmark=chinese_rules.without_tildes_in_words,
    ),
    Rule(
        "line ends in Chinese",
        "A line end between two Chinese characters is no space.",
        "第一行\n第二行\n",
        blocks=theirs_only(chinese_rules.without_chinese_line_ends),
    ),
    Rule(
        "bare addresses in Chinese",
        "A bare address ends where Chinese begins, and begins where it ends.",
        "见 https://example.com，后面还有字\n",
        for_cmark=chinese_rules.with_bare_addresses_ended,
    ),
    Rule(
        "addresses in an author's link",
        "The text of an author's own `<a>` is not linked a second time.",
        '<a href="https://example.com">https://example.com</a>\n',
        for_cmark=address_rules.without_links_in_anchors,
    ),
    Rule(
        "addresses in brackets",
        "A bare address in square brackets is a link like any other.",
        "See [https://example.com/a].\n",
        for_cmark=address_rules.without_brackets_around_addresses,
    ),
    Rule(
        "marked text",
        "`==text==` is marked text, as in most editors.",
        "Some ==marked== text.\n",
        blocks=both(block_rules.with_marks_as_text),
    ),
    Rule(
        "emoji names",
        "`:rocket:` is an emoji on GitHub's site; cmark-gfm leaves that to the site.",
        "Go :rocket:\n",
        blocks=both(block_rules.with_emoji),
    ),
    Rule(
        "addresses in the text",
        "A link to a heading finds it also by the name that another system gave it.",
        "# 第一 节\n\n[x](#第一_节)\n",
        blocks=both(block_rules.with_plain_fragments),
    ),
    Rule(
        "sizes of images",
        "`=100x50` after an image's address and `{width=50%}` after the image are its size.",
        "![a](b.png =100x50)\n",
        for_cmark=markup_rules.without_image_sizes,
    ),
    Rule(
        "pictures of Obsidian",
        "`![[a.png|300]]` and `![words|300](a.png)` are pictures of that width, as in Obsidian.",
        "![[a.png|300]]\n",
        for_cmark=markup_rules.without_obsidian_pictures,
    ),
    Rule(
        "attributes",
        "Attributes in braces after an image, a link or a block are not shown as text.",
        "![a](b.png){width=50%}\n",
        blocks=both(block_rules.without_attributes),
    ),
    Rule(
        "addresses with spaces",
        "The address of a file may have spaces in it, as editors on a desktop write them.",
        "![a](my picture.png)\n",
        for_cmark=address_rules.with_spaced_addresses_in_brackets,
    ),
    Rule(
        "videos",
        "Frames of the known video sites become players.",
        '<iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ"></iframe>\n',
        blocks=both(block_rules.without_videos),
    ),
    Rule(
        "captions",
        "An image alone in its paragraph shows its title as its caption.",
        '![a](b.png "Caption")\n',
        blocks=both(block_rules.captions_as_images),
    ),
)


def both_sides(text: str, rules: Iterable[Rule]) -> tuple[Blocks, Blocks]:
    """Return our blocks of `text` and cmark-gfm's, with `rules` applied."""
    for rule in rules:
        if rule.for_both is not None:
            text = rule.for_both(text)
    their_text = text
    for rule in rules:
        if rule.for_cmark is not None:
            their_text = rule.for_cmark(their_text)
    ours, theirs = our_blocks(text), restored(reference_blocks(their_text))
    for rule in rules:
        if rule.blocks is not None:
            ours, theirs = rule.blocks(ours, theirs)
    return plain_line_ends(ours), plain_line_ends(theirs)


def plain_line_ends(blocks: Blocks) -> Blocks:
    """Return `blocks` with every line end inside a paragraph as the space that a browser shows."""
    return tuple(
        block
        if block.kind == "code"
        else block._replace(
            run=tuple(
                t._replace(value=t.value.replace("\n", " ")) if t.kind == "text" else t
                for t in block.run
            )
        )
        for block in blocks
    )
