"""Golden pairs: `cases/<name>.md` must render to `cases/<name>.html`, byte for byte."""

from pathlib import Path

import pytest

from blog.markup import render

CASES = Path(__file__).parent / "cases"


def read(path: Path) -> str:
    return path.read_bytes().decode("utf-8")


@pytest.mark.parametrize("name", sorted(path.stem for path in CASES.glob("*.md")))
def test_case(name):
    expected = read(CASES / f"{name}.html").removesuffix("\n")

    assert render(read(CASES / f"{name}.md")).html == expected


def test_every_expectation_has_its_source():
    sources = {path.stem for path in CASES.glob("*.md")}
    expectations = {path.stem for path in CASES.glob("*.html")}

    assert sources == expectations
    assert len(sources) > 60
