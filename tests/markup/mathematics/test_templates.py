import re

import pytest

from blog.markup.mathematics.templates import ALIASES, RENAMED, TEMPLATES


@pytest.mark.parametrize("name", sorted(set(ALIASES) - {"bgroup", "egroup", "and"}))
def test_every_alias_can_be_set(mathml, name):
    mathml(f"a\\{name} b")


@pytest.mark.parametrize("name", sorted(RENAMED))
def test_every_other_name_can_be_set(mathml, name):
    mathml(f"a\\{name}{{b}}" if name != "nonumber" else "a\\nonumber")


@pytest.mark.parametrize("name", sorted(TEMPLATES))
def test_every_template_can_be_set(mathml, name):
    mathml(f"\\{name}" + "{x}" * len(set(re.findall(r"#\d", TEMPLATES[name]))))


@pytest.mark.parametrize("template", TEMPLATES.values())
def test_a_template_says_each_argument_once(template):
    arguments = re.findall(r"#\d", template)
    assert len(arguments) == len(set(arguments))


def test_a_star_is_passed_over(words):
    assert words("\\norm*{x}") == words("\\norm{x}")


def test_a_star_makes_vectors_bold_italic(words):
    assert words("\\vb{a}\\vb*{a}") == "𝐚𝒂"
