import pytest

from blog.markup import render
from blog.markup.code.highlight import Highlighter, language_class, lexer_for
from blog.markup.code.info_string import CodeInfo, parse_info_string
from blog.markup.finishing.serialising import to_html
from blog.markup.fragments import CodeBlock
from blog.markup.limits import (
    MAX_HIGHLIGHTED_BLANK_LINES,
    MAX_HIGHLIGHTED_CHARACTERS,
    MAX_HIGHLIGHTED_LINE,
    MAX_HIGHLIGHTED_TOTAL,
)
from blog.markup.problems import ProblemLog


def highlighted(text: str, info: str = "python") -> str:
    element = Highlighter(ProblemLog()).element(CodeBlock(text, parse_info_string(info)))
    return to_html(element)


def test_colours_are_classes_only():
    html = highlighted('x = "a"\n')

    assert '<span class="s2">"a"</span>' in html
    assert "style" not in html


@pytest.mark.parametrize(
    ("word", "lexer"),
    [
        ("python", "Python"),
        ("Python", "Python"),
        ("c++", "C++"),
        ("sh", "Bash"),
        ("console", "Bash Session"),
        ("golang", "Go"),
        ("diff", "Diff"),
        ("vue", "HTML"),
    ],
)
def test_words_of_authors_find_their_lexer(word, lexer):
    found = lexer_for(word)

    assert found is not None
    assert found().name == lexer


@pytest.mark.parametrize("word", ["", "text", "plain", "mermaid", "brainfudge", "x" * 1000, "[a]"])
def test_other_words_are_plain_text(word):
    assert lexer_for(word) is None


def test_a_lexer_is_loaded_once():
    assert lexer_for("rust") is lexer_for("rust")


@pytest.mark.parametrize(
    "text",
    ["\n\nx\n\n", "x", "\tx\n", "a\r", "  \n", "x = 1  \n", "def f(:\n\t ?", "'''", "a\u2028b\n"],
)
@pytest.mark.parametrize("language", ["python", "html", "diff", "make", "console", "text"])
def test_the_text_of_the_code_does_not_change(text, language):
    element = Highlighter(ProblemLog()).element(CodeBlock(text, CodeInfo(language)))

    assert "".join(map(str, element.itertext())) == text


def test_lines_can_be_numbered_and_stressed():
    html = highlighted("a\nb\n", "text {2} linenos=5")

    assert '<span class="line" data-line="5">a</span>\n' in html
    assert '<span class="line hl" data-line="6">b</span>\n' in html


def test_a_token_over_several_lines_is_split_at_line_ends():
    html = highlighted('"""a\nb"""\n', "python {1}")

    assert '<span class="line hl"><span class="sd">"""a</span></span>\n' in html


def test_names_of_languages_are_fit_for_an_attribute():
    assert language_class('a"><b>c++') == "abc++"


def test_long_code_is_shown_plain_and_reported():
    problems = ProblemLog()
    highlighter = Highlighter(problems)
    code = CodeBlock("x = 1\n" * (MAX_HIGHLIGHTED_CHARACTERS // 6 + 1), CodeInfo("python"), 3)

    assert "<span" not in to_html(highlighter.element(code))
    assert [(p.kind, p.line) for p in problems.in_source_order()] == [("code-not-highlighted", 3)]


def test_so_is_the_code_after_much_code():
    highlighter = Highlighter(ProblemLog())
    code = CodeBlock("value = 1\n" * (MAX_HIGHLIGHTED_TOTAL // 40), CodeInfo("python"))

    coloured = ["<span" in to_html(highlighter.element(code)) for _ in range(6)]

    assert coloured == [True, True, True, True, False, False]


@pytest.mark.parametrize(
    "text",
    [
        "x" * (MAX_HIGHLIGHTED_LINE + 1),
        "a = 1\n" + " \n" * (MAX_HIGHLIGHTED_BLANK_LINES + 1) + "b = 2\n",
    ],
)
def test_and_code_with_too_long_lines_or_gaps(text):
    problems = ProblemLog()
    element = Highlighter(problems).element(CodeBlock(text, CodeInfo("python")))

    assert "".join(map(str, element.itertext())) == text
    assert [p.kind for p in problems.in_source_order()] == ["code-not-highlighted"]


def test_and_code_that_takes_its_lexer_too_long(monkeypatch):
    clock = iter(range(1_000))
    monkeypatch.setattr("time.thread_time", lambda: float(next(clock)))
    problems = ProblemLog()
    element = Highlighter(problems).element(CodeBlock("slow = 1\n", CodeInfo("python")))

    assert "".join(map(str, element.itertext())) == "slow = 1\n"
    assert [p.kind for p in problems.in_source_order()] == ["code-not-highlighted"]


@pytest.mark.parametrize(
    ("language", "diagram"),
    [
        ("mermaid", "mermaid"),
        ("dot", "graphviz"),
        ("graphviz", "graphviz"),
        ("plantuml", "plantuml"),
        ("sequence", "sequence"),
        ("flow", "flow"),
    ],
)
def test_the_source_of_a_diagram_is_marked(language, diagram):
    html = render(f"```{language}\na -> b\n```").html

    assert f'<div class="highlight" data-language="{language}" data-diagram="{diagram}">' in html


def test_code_is_no_diagram():
    assert "data-diagram" not in render("```python\nflow = 1\n```").html
