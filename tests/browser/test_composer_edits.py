"""What the composer's commands make of a text and a selection: ‸ is the caret, ⟦ ⟧ a selection."""

import pytest

from tests.browser import composer_site
from tests.browser.composer_site import marked, unmarked

pytestmark = pytest.mark.browser

RUN = """
async ([module, name, args, text, start, end]) => {
  const {applied, trimmed} = await import("/static/composer/editing.js");
  const edit = (await import(`/static/composer/${module}.js`))[name](text, start, end, ...args);
  if (edit === null) return null;
  const whole = applied(text, edit);
  const least = applied(text, trimmed(text, edit));
  if (whole.text !== least.text) throw new Error(`${whole.text} is not ${least.text}`);
  return [whole.text, ...whole.selection];
}
"""


@pytest.fixture(scope="module")
def page(browser):
    with composer_site.serving() as home, composer_site.opened(browser, home) as page:
        yield page


def after(page, module, name, before, *args):
    result = page.evaluate(RUN, [module, name, list(args), *unmarked(before)])
    return None if result is None else marked(*result)


@pytest.mark.parametrize(
    ("mark", "before", "expected"),
    [
        ("**", "a ⟦word⟧ b", "a **⟦word⟧** b"),
        ("**", "a ⟦word ⟧b", "a **⟦word⟧** b"),
        ("**", "a **⟦word⟧** b", "a ⟦word⟧ b"),
        ("**", "a ⟦**word**⟧ b", "a ⟦word⟧ b"),
        ("**", "a **wo‸rd** b", "a wo‸rd b"),
        ("**", "a **word‸** b", "a **word**‸ b"),
        ("**", "‸", "**‸**"),
        ("**", "**‸**", "‸"),
        ("**", "中文‸文字", "中文**‸**文字"),
        ("**", "some wo‸rd", "some **wo‸rd**"),
        ("**", "⟦**a** and **b**⟧", "**⟦**a** and **b**⟧**"),
        ("**", "*⟦both⟧*", "***⟦both⟧***"),
        ("**", "***⟦both⟧***", "*⟦both⟧*"),
        ("*", "***⟦both⟧***", "**⟦both⟧**"),
        ("*", "**⟦bold⟧**", "***⟦bold⟧***"),
        ("*", "⟦*one* two *three*⟧", "*⟦*one* two *three*⟧*"),
        ("~~", "⟦gone⟧", "~~⟦gone⟧~~"),
        ("`", "⟦code⟧", "`⟦code⟧`"),
        ("`", "⟦a`b⟧", "`` ⟦a`b⟧ ``"),
        ("`", "⟦`` a`b ``⟧", "⟦a`b⟧"),
        ("$", "⟦x_i⟧ 和", "$⟦x_i⟧$ 和"),
        ("$", "$⟦x_i⟧$ 和", "⟦x_i⟧ 和"),
        ("**", "- ⟦one\n- two\n\n> three⟧", "- ⟦**one**\n- **two**\n\n> **three**⟧"),
        ("**", "⟦- **one**\n- **two**⟧", "- ⟦one\n- two⟧"),
        ("**", "⟦**one**\ntwo⟧", "⟦**one**\n**two**⟧"),
        ("**", "⟦\n\n⟧", "⟦\n\n⟧"),
        ("**", "* item ‸", "* item **‸**"),
    ],
)
def test_marks(page, mark, before, expected):
    assert after(page, "marks", "toggleMark", before, mark) == expected


@pytest.mark.parametrize(
    ("kind", "before", "expected"),
    [
        ("bullets", "wo‸rd", "- wo‸rd"),
        ("bullets", "‸", "- ‸"),
        ("bullets", "- wo‸rd", "wo‸rd"),
        ("bullets", "⟦one\n\ntwo⟧", "⟦- one\n\n- two⟧"),
        ("numbers", "⟦one\ntwo\n⟧three", "⟦1. one\n2. two⟧\nthree"),
        ("numbers", "⟦- one\n- two⟧", "⟦1. one\n2. two⟧"),
        ("tasks", "⟦- one\n- [x] two⟧", "⟦- [ ] one\n- [x] two⟧"),
        ("bullets", "⟦- [ ] one\n  - [x] two⟧", "⟦- one\n  - two⟧"),
        ("bullets", "> wo‸rd", "> - wo‸rd"),
    ],
)
def test_lists(page, kind, before, expected):
    assert after(page, "lines", "toggleList", before, kind) == expected


@pytest.mark.parametrize(
    ("name", "args", "before", "expected"),
    [
        ("toggleHeading", [2], "标‸题", "## 标‸题"),
        ("toggleHeading", [3], "## 标‸题", "### 标‸题"),
        ("toggleHeading", [3], "### 标‸题", "标‸题"),
        ("cycleHeading", [], "标‸题", "## 标‸题"),
        ("cycleHeading", [], "## 标‸题", "### 标‸题"),
        ("cycleHeading", [], "#### 标‸题", "标‸题"),
        ("toggleQuote", [], "⟦one\n\ntwo⟧", "⟦> one\n>\n> two⟧"),
        ("toggleQuote", [], "⟦> one\n>\n> two⟧", "⟦one\n\ntwo⟧"),
        ("toggleQuote", [], "wo‸rd", "> wo‸rd"),
    ],
)
def test_headings_and_quotes(page, name, args, before, expected):
    assert after(page, "lines", name, before, *args) == expected


@pytest.mark.parametrize(
    ("name", "args", "before", "expected"),
    [
        ("toggleLink", [], "⟦text⟧", "[text](⟦https://⟧)"),
        ("toggleLink", [], "‸", "[‸](https://)"),
        ("toggleLink", [], "a wo‸rd", "a [word](⟦https://⟧)"),
        ("toggleLink", [], "中‸文", "中[‸](https://)文"),
        ("toggleLink", [], "⟦https://a.example/b⟧", "[‸](https://a.example/b)"),
        ("toggleLink", [], "⟦[text](https://a.example)⟧", "⟦text⟧"),
        ("toggleCodeBlock", [], "⟦a = 1\nb = 2⟧", "```\n⟦a = 1\nb = 2⟧\n```"),
        ("toggleCodeBlock", [], "```py\n⟦a = 1⟧\n```\nz", "⟦a = 1⟧\nz"),
        ("toggleCodeBlock", [], "‸", "```‸\n\n```"),
        ("toggleCodeBlock", [], "⟦```\na\n```⟧", "````\n⟦```\na\n```⟧\n````"),
        ("toggleDisplayFormula", [], "text\n⟦x⟧\nmore", "text\n\n$$\n⟦x⟧\n$$\n\nmore"),
        ("toggleDisplayFormula", [], "$$\nx‸\n$$", "x‸"),
        (
            "insertTable",
            ["Column"],
            "te‸xt",
            "text\n\n| ⟦Column 1⟧ | Column 2 |\n| -------- | -------- |\n|          |          |\n",
        ),
    ],
)
def test_blocks(page, name, args, before, expected):
    assert after(page, "blocks", name, before, *args) == expected


@pytest.mark.parametrize(
    ("name", "before", "expected"),
    [
        ("indent", "- a\n- b‸", "- a\n  - b‸"),
        ("indent", "1. a\n2. b‸", "1. a\n   2. b‸"),
        ("indent", "10. a\n- b‸", "10. a\n    - b‸"),
        ("indent", "ab‸", "ab  ‸"),
        ("indent", "⟦one\n\ntwo⟧", "⟦    one\n\n    two⟧"),
        ("outdent", "- a\n  - b‸", "- a\n- b‸"),
        ("outdent", "1. a\n   - b‸", "1. a\n- b‸"),
        ("outdent", "⟦    one\n  two\nthree⟧", "⟦one\ntwo\nthree⟧"),
        ("outdent", "word‸", "word‸"),
    ],
)
def test_indentation(page, name, before, expected):
    assert after(page, "indenting", name, before) == expected


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("- a‸", "- a\n- ‸"),
        ("  * a‸b", "  * a\n  * ‸b"),
        ("9. a‸", "9. a\n10. ‸"),
        ("- [x] a‸", "- [x] a\n- [ ] ‸"),
        ("> a‸", "> a\n> ‸"),
        ("> - a‸", "> - a\n> - ‸"),
        ("- a\n- ‸", "- a\n‸"),
        ("- [ ] ‸", "‸"),
        ("> ‸", "‸"),
        ("> - ‸", "> ‸"),
        ("> a\n>‸", "> a\n‸"),
        ("‸- a", None),
        ("plain‸", None),
        ("    indented‸", None),
        ("```\n    code‸", "```\n    code\n    ‸"),
        ("```\n- code‸", None),
        ("```\n```\n- a‸", "```\n```\n- a\n- ‸"),
        ("2026. That year‸", "2026. That year\n2027. ‸"),
    ],
)
def test_enter(page, before, expected):
    assert after(page, "continuing", "continueLine", before) == expected


def test_a_surrogate_pair_is_never_cut(page):
    least = page.evaluate(
        """async () => (await import("/static/composer/editing.js")).trimmed(
            "😀", {from: 0, to: 2, insert: "😁", selection: [0, 0]})"""
    )
    assert (least["from"], least["to"], least["insert"]) == (0, 2, "😁")


@pytest.mark.parametrize(
    ("text", "words", "characters"),
    [
        ("", 0, 0),
        ("深度学习", 4, 4),
        ("the quick fox", 3, 11),
        ("用 PyTorch 训练 ShuffleNetV2，don't 停。", 7, 30),
        ("日本語と한국어", 7, 7),
        ("v2.1 state-of-the-art", 2, 20),
        ("😀 ok", 1, 3),
    ],
)
def test_counting(page, text, words, characters):
    found = page.evaluate(
        'async text => (await import("/static/composer/counting.js")).count(text)', text
    )
    assert found == {"words": words, "characters": characters}


def test_counting_in_pieces_gives_the_same(page):
    text = "中文 and English words, 😀 don't stop… " * 40
    whole, parts = page.evaluate(
        """async text => {
          const {count, pieces} = await import("/static/composer/counting.js");
          const parts = [...pieces(text, 50)].map(count);
          const sum = key => parts.reduce((total, part) => total + part[key], 0);
          return [count(text), {words: sum("words"), characters: sum("characters")}];
        }""",
        text,
    )
    assert whole == parts


@pytest.mark.parametrize(
    ("height", "expected"),
    [(0, 0), (50, 100), (100, 200), (150, 210), (200, 220), (900, 220)],
)
def test_the_counterpart_of_a_place(page, height, expected):
    pairs = [[100, 200], [120, 90], [200, 220]]  # the second would go backwards
    there = page.evaluate(
        'async ([pairs, height]) => (await import("/static/composer/scrolling.js"))'
        ".counterpart(pairs, height)",
        [pairs, height],
    )
    assert there == expected


@pytest.mark.parametrize(
    ("markdown", "alt", "expected"),
    [
        ("![](/a.png)", " a  cat ", "![a cat](/a.png)"),
        ("![old [x\\] y](/a.png)", "x]y", "![x\\]y](/a.png)"),
        ("![](/a.png)", "$& $1", "![$& $1](/a.png)"),
    ],
)
def test_alternative_text_is_escaped(page, markdown, alt, expected):
    given = page.evaluate(
        'async ([markdown, alt]) => (await import("/static/composer/alt_text.js"))'
        ".withAlt(markdown, alt)",
        [markdown, alt],
    )
    assert given == expected
