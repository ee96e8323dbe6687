"""Golden pairs: each source in `cases` must become what lies beside it, byte for byte."""

import pytest

from tests.markup.cases import EXCERPT_CONSTRUCTS, FOLDER, names, results, source


@pytest.mark.parametrize("name", names())
def test_case(name):
    for path, text in results(name).items():
        assert text == path.read_bytes().decode("utf-8"), path.name


def test_every_expectation_has_its_source():
    cases = set(names())
    expectations = {
        suffix: {
            str(path.relative_to(FOLDER).with_suffix("")) for path in FOLDER.glob(f"*/*.{suffix}")
        }
        for suffix in ("html", "excerpt")
    }

    assert expectations["html"] == cases
    assert expectations["excerpt"] == {
        name for name in cases if name.partition("/")[0] in EXCERPT_CONSTRUCTS
    }


def test_there_are_hundreds_of_cases():
    assert len(names()) >= 500


def test_no_two_cases_have_the_same_source():
    assert len({source(name) for name in names()}) == len(names())


def test_line_ends_of_a_source_are_kept():
    assert "\r\n" in source("source/bom-and-crlf")
