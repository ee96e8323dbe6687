"""Parts below static/reader become one file each, and are served as nothing else."""

from pathlib import Path

import pytest

from config.joined_files import ProjectFilesFinder, smaller


@pytest.fixture
def finder(tmp_path):
    return ProjectFilesFinder(folder=tmp_path)


def test_every_part_is_in_one_file(settings):
    parts = [part for parts in settings.JOINED_STATIC_FILES.values() for part in parts]
    there = {f"reader/{path.name}" for path in (settings.BASE_DIR / "static/reader").iterdir()}
    assert sorted(parts) == sorted(there)


def test_the_parts_come_in_their_order(finder, settings):
    css = Path(finder.find("css/site.css")).read_text("utf-8")
    assert css.index(":root") < css.index(".card") < css.index(".article-body math")


def test_parts_are_not_served(finder):
    assert finder.find("reader/frame.css") is None
    assert finder.find("reader/frame.css", find_all=True) == []
    assert not [path for path, _storage in finder.list([]) if path.startswith("reader/")]


def test_joined_files_are_collected(finder):
    listed = dict(finder.list([]))
    assert listed["css/site.css"].exists("css/site.css")
    assert "composer/composer.js" in listed


def test_a_changed_part_is_joined_anew(finder, settings, tmp_path):
    (tmp_path / "static").mkdir()
    part = tmp_path / "static" / "part.css"
    settings.BASE_DIR = tmp_path
    settings.JOINED_STATIC_FILES = {"css/one.css": ["part.css"]}
    part.write_text("a { b: c }")
    assert Path(finder.find("css/one.css")).read_text() == "a { b: c }\n"
    part.write_text("d { e: f }")
    assert Path(finder.find("css/one.css")).read_text() == "d { e: f }\n"


@pytest.mark.parametrize(
    ("suffix", "text", "expected"),
    [
        (".css", "a {\n  b: c; /* why\n so */\n\n}\n", "a {\nb: c;\n}\n"),
        (".css", 'a { content: "/* text */"; }', 'a { content: "/* text */"; }\n'),
        (".js", "// why\na();\n  /** What. */\n  b();\n", "a();\nb();\n"),
        (".js", 'a("https://example.org"); // kept\n', 'a("https://example.org"); // kept\n'),
    ],
)
def test_comments_and_indents_stay_behind(suffix, text, expected):
    assert smaller(text, suffix) == expected
