"""Every text that the scripts ask for exists, and none is there for nobody."""

import re
from pathlib import Path

from blog.markup import problems
from blog.posts.composer.strings import PROBLEM_KINDS, STRINGS

SCRIPTS = Path(__file__).parents[3] / "static/composer"
DIRECT = re.compile(r'(?:translate|button)\(\s*(?:\w+ \? )?"(\w+)"(?: : "(\w+)")?')
NAMES = re.compile(r'\bname: "(\w+)"|\b(?:mark|list)\("(\w+)"')


def asked_for():
    found = set()
    for script in SCRIPTS.glob("*.js"):
        source = script.read_text("utf-8")
        patterns = [DIRECT, NAMES] if script.name in {"commands.js", "panes.js"} else [DIRECT]
        for pattern in patterns:
            for match in pattern.finditer(source):
                found |= {name for name in match.groups() if name}
    return found


def test_the_scripts_ask_for_just_these_texts():
    assert asked_for() == set(STRINGS)


def test_the_scripts_fill_in_what_the_texts_have():
    for script in SCRIPTS.glob("*.js"):
        source = script.read_text("utf-8")
        for key, given in re.findall(r'translate\("(\w+)", \{([^}]*)\}', source):
            names = {part.split(":")[0].strip() for part in given.split(",") if part.strip()}
            assert names == set(re.findall(r"\{(\w+)\}", str(STRINGS[key]))), key


def test_every_kind_of_problem_has_its_word():
    assert set(PROBLEM_KINDS) == set(problems.TEMPLATES)
