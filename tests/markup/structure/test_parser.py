"""The block structure by itself, as an outline: kinds of blocks with their first texts."""

import pytest

from blog.markup.problems import ProblemLog
from blog.markup.structure import nodes
from blog.markup.structure.parser import parse_blocks


def outline(source: str) -> list:
    return described(parse_blocks(source.split("\n"), ProblemLog()))


def described(container: nodes.Container) -> list:
    found: list = []
    for block in container.children:
        kind = type(block).__name__
        if isinstance(block, nodes.Container):
            found.append((kind, described(block)))
        elif isinstance(block, nodes.Leaf):
            found.append((kind, block.text))
        else:
            found.append((kind, ""))
    return found


def test_paragraphs_end_at_blank_lines():
    assert outline("a\nb\n\n \nc") == [("Paragraph", "a\nb"), ("Paragraph", "c")]


@pytest.mark.parametrize("indent", [2, 3, 4])
def test_lists_nest_by_two_three_and_four_spaces(indent):
    source = f"- a\n{' ' * indent}- b\n{' ' * 2 * indent}- c\n- d"
    inner = [("List", [("Item", [("Paragraph", "c")])])]

    assert outline(source) == [
        (
            "List",
            [
                (
                    "Item",
                    [
                        ("Paragraph", "a"),
                        ("List", [("Item", [("Paragraph", "b"), *inner])]),
                    ],
                ),
                ("Item", [("Paragraph", "d")]),
            ],
        )
    ]


@pytest.mark.parametrize(
    ("source", "loose"),
    [
        ("- a\n- b", False),
        ("- a\n\n- b", True),
        ("- a\n\n\n  b\n- c", True),
        ("- a\n  - b\n\n    c\n- d", False),
        ("- a\n  > b\n  >\n- c", False),
        ("- a\n  ```\n  b\n\n\n  ```\n- c", False),
        ("- a\n\n\n", False),
        ("- a\n\n  [x]: /y\n- b", True),
    ],
)
def test_a_list_is_loose_if_blank_lines_separate_its_parts(source, loose):
    block = parse_blocks(source.split("\n"), ProblemLog()).children[0]

    assert isinstance(block, nodes.List)
    assert block.loose is loose


def test_a_fence_takes_all_up_to_its_end():
    assert outline("````\n```\n# a\n\n- b\n````\nc") == [
        ("Fence", "```\n# a\n\n- b"),
        ("Paragraph", "c"),
    ]


def test_a_fence_ends_with_its_container():
    assert outline("> ```\n> a\nb") == [
        ("Quote", [("Fence", "a")]),
        ("Paragraph", "b"),
    ]


def test_a_paragraph_goes_on_lazily_but_code_does_not():
    assert outline("> a\nb") == [("Quote", [("Paragraph", "a\nb")])]
    assert outline(">     a\n    b") == [("Quote", [("IndentedCode", "a")]), ("IndentedCode", "b")]


def test_setext_headings_take_the_whole_paragraph():
    assert outline("a\nb\n===\n\nc\n---") == [("Heading", "a\nb"), ("Heading", "c")]


def test_a_rule_is_neither_heading_nor_item():
    assert outline("***\n\n- - -\n\n___") == [("ThematicBreak", "")] * 3


@pytest.mark.parametrize("closing", ["$$", "  $$", "$$ 其中"])
def test_an_open_formula_holds_the_lines_up_to_its_end(closing):
    blocks = outline(f"$$\n- a\n\n= b\n{closing}\n\nc")

    assert [kind for kind, _ in blocks] == ["Paragraph", "Paragraph"]


def test_a_formula_that_never_ends_takes_nothing():
    assert [kind for kind, _ in outline("$$\n\n- a\n\nb")] == ["Paragraph", "List", "Paragraph"]


def test_an_open_formula_does_not_reach_over_a_fence_or_a_heading():
    assert [kind for kind, _ in outline("$$\n\n```\nx\n```\n\n$$")] == [
        "Paragraph",
        "Fence",
        "Paragraph",
    ]
    assert [kind for kind, _ in outline("$$ a\n# b\n$$")] == ["Paragraph", "Heading", "Paragraph"]


def test_html_of_kind_six_ends_at_a_blank_line_and_kind_one_at_its_tag():
    assert outline("<div>\n*a*\n\n*b*") == [("HtmlBlock", "<div>\n*a*"), ("Paragraph", "*b*")]
    assert outline("<pre>\n\na\n</pre>\nb") == [
        ("HtmlBlock", "<pre>\n\na\n</pre>"),
        ("Paragraph", "b"),
    ]


def test_definitions_leave_the_paragraph():
    document = parse_blocks(['[a]: /x "t"', "[b]:", "<y z>", "[c]: /w text", "d"], ProblemLog())
    first, second, rest = document.children

    assert isinstance(first, nodes.ReferenceDefinition)
    assert (first.label, first.address, first.title) == ("a", "/x", "t")
    assert isinstance(second, nodes.ReferenceDefinition)
    assert (second.address, second.end_line) == ("y z", 3)
    assert isinstance(rest, nodes.Paragraph)
    assert (rest.text, rest.line) == ("[c]: /w text\nd", 4)


def test_callouts_nest_and_close():
    assert outline(":::: tip\na\n::: note\nb\n:::\nc\n::::\nd") == [
        (
            "Callout",
            [("Paragraph", "a"), ("Callout", [("Paragraph", "b")]), ("Paragraph", "c")],
        ),
        ("Paragraph", "d"),
    ]


def test_colons_inside_code_close_nothing():
    assert outline("::: tip\n```\n:::\n```\n:::") == [("Callout", [("Fence", ":::")])]


def test_lines_and_columns_are_those_of_the_source():
    document = parse_blocks(["", "- > a", "  >   b"], ProblemLog())
    stack: list[nodes.Block] = [document]
    places = []
    while stack:
        block = stack.pop()
        if isinstance(block, nodes.Container):
            stack.extend(block.children)
        elif isinstance(block, nodes.Leaf):
            places += [(line.text, line.number, line.column) for line in block.lines]

    assert places == [("a", 2, 5), ("b", 3, 7)]


def test_spaces_on_the_blank_line_of_an_item_may_be_its_indentation():
    assert outline("-\n  \n  a") == [("List", [("Item", [("Paragraph", "a")])])]
    assert outline("-\n\n  a") == [("List", [("Item", [])]), ("Paragraph", "a")]


def test_spaces_on_a_blank_line_in_an_item_are_no_code():
    assert outline("1. ```\n \n   a\n   ```") == [("List", [("Item", [("Fence", "\na")])])]


def test_a_hard_break_in_a_setext_heading_stays():
    assert outline("a  \nb  \n---") == [("Heading", "a  \nb  ")]


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("# a #", "a"),
        ("# a#", "a#"),
        ("# a # #", "a #"),
        ("#", ""),
        ("# #", ""),
        ("## a \\##", "a \\##"),
    ],
)
def test_signs_at_the_end_may_close_a_heading(line, text):
    assert outline(line) == [("Heading", text)]
