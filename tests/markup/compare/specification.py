"""Our output against the examples of the CommonMark or GFM specification.

The text of the specification is not in this repository: `--spec` takes a path to it.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from enum import Enum
from pathlib import Path
from typing import Final, NamedTuple

from blog.markup import MarkupError
from tests.markup.compare.differences import Difference, differences
from tests.markup.compare.improvements import RULES, both_sides, plain_line_ends
from tests.markup.compare.renderers import cleaned, our_blocks, reference_blocks
from tests.markup.compare.structure import blocks_of, described

LEFT_OUT: Final = ("HTML blocks", "Raw HTML")
"""Sections on an author's own HTML, which is sanitised here."""

WHERE_TO_GET_ONE: Final = (
    "The examples are in tests/spec/ of the source distribution of marko: "
    "pip download --no-deps --no-binary marko marko; CommonMark's are also published as "
    "https://spec.commonmark.org/0.31.2/spec.txt and spec.json."
)

_EXAMPLE = re.compile(
    r"^#{1,6}[ \t]+(?P<section>.+?)[ \t]*$"
    r"|^`{32} example[^\n]*\n(?P<markdown>.*?)^\.\n(?P<html>.*?)^`{32}$",
    re.DOTALL | re.MULTILINE,
)


class SpecificationError(Exception):
    """There are no examples at the path that was given; the message says where to find some."""


class Example(NamedTuple):
    """An example: its number and section, the source and the HTML that it must give."""

    number: int
    section: str
    markdown: str
    html: str


class Verdict(Enum):
    """What came of an example."""

    SAME = "as specified"
    LIKE_GITHUB = "as GitHub's extensions have it"
    DECLARED = "apart from declared improvements"
    DIFFERENT = "different"


class Judged(NamedTuple):
    """An example, its verdict, and for a different one where ours and the expected differ."""

    example: Example
    verdict: Verdict
    left: tuple[Difference, ...] = ()
    error: str = ""


def examples_in(path: Path) -> list[Example]:
    """Return the examples of a specification as `spec.txt` or `spec.json` has them.

    Raises:
        SpecificationError: there is no such file, or no example in it.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SpecificationError(f"{path} cannot be read: {error}. {WHERE_TO_GET_ONE}") from error
    found = list(_from_json(text) if path.suffix == ".json" else _from_text(text))
    if not found:
        raise SpecificationError(f"There are no examples in {path}. {WHERE_TO_GET_ONE}")
    return found


def _from_text(text: str) -> Iterator[Example]:
    section = ""
    number = 0
    for match in _EXAMPLE.finditer(text):
        if match["section"] is not None:
            section = match["section"]
            continue
        number += 1
        markdown, html = (match[name].replace("→", "\t") for name in ("markdown", "html"))
        yield Example(number, section, markdown, html)


def _from_json(text: str) -> Iterator[Example]:
    try:
        entries = json.loads(text)
        for entry in entries:
            yield Example(entry["example"], entry["section"], entry["markdown"], entry["html"])
    except (ValueError, KeyError, TypeError) as error:
        raise SpecificationError(
            f"This is no list of examples: {error!r}. {WHERE_TO_GET_ONE}"
        ) from error


def judged(example: Example) -> Judged:
    """Render an example and compare."""
    expected = plain_line_ends(blocks_of(cleaned(example.html)))
    try:
        ours = plain_line_ends(our_blocks(example.markdown))
        if ours == expected:
            return Judged(example, Verdict.SAME)
        if ours == plain_line_ends(reference_blocks(example.markdown)):
            return Judged(example, Verdict.LIKE_GITHUB)
        improved, reference = both_sides(example.markdown, RULES)
    except MarkupError as error:
        return Judged(example, Verdict.DIFFERENT, error=str(error))
    if improved == reference:
        return Judged(example, Verdict.DECLARED)
    return Judged(example, Verdict.DIFFERENT, tuple(differences(ours, expected)))


def share(results: Sequence[Judged]) -> float:
    """Return the share of examples, in percent, that are not different."""
    good = sum(one.verdict is not Verdict.DIFFERENT for one in results)
    return 100 * good / len(results) if results else 0.0


def report(results: Sequence[Judged], show: int) -> Iterator[str]:
    """Give the shares by section, then the examples that differ, by kind of difference."""
    counts = Counter((one.example.section, one.verdict) for one in results)
    sections = list(dict.fromkeys(one.example.section for one in results))
    yield f"{len(results)} examples, without the sections {' and '.join(LEFT_OUT)}"
    for verdict in Verdict:
        yield f"  {sum(one.verdict is verdict for one in results):5}  {verdict.value}"
    yield f"  {share(results):5.1f} % not different"
    yield ""
    yield "Section: as specified, like GitHub, declared, different"
    for section in sections:
        numbers = " ".join(f"{counts[section, verdict]:4}" for verdict in Verdict)
        yield f"  {numbers}  {section}"
    different = [one for one in results if one.verdict is Verdict.DIFFERENT]
    for kind in dict.fromkeys(_cause(one) for one in different):
        places = [one for one in different if _cause(one) == kind]
        yield ""
        yield f"== {kind} ({len(places)})"
        for one in places[:show]:
            yield f"example {one.example.number}, {one.example.section}: {one.example.markdown!r}"
            if one.error:
                yield f"    {one.error}"
            for difference in one.left[:3]:
                for block in difference.ours or ():
                    yield f"    ours      {described(block)!r}"
                for block in difference.theirs or ():
                    yield f"    expected  {described(block)!r}"


def _cause(one: Judged) -> str:
    return one.left[0].kind if one.left else "refused"
