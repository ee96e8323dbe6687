"""A page of formulas as readers see them, to look at after a change.

    python -m tests.markup.formula_sheet SOURCE OUT

SOURCE is a folder of posts, whose formulas are found as in a post, or a text file with one formula
a line. OUT is a folder; index.html in it, and the style sheets and the font beside.
"""

import argparse
import shutil
import sys
from collections.abc import Iterator
from html import escape
from pathlib import Path

from lxml import etree

from blog.markup import MarkupError, render
from blog.markup.fragments import Mathematics
from blog.markup.mathematics.mathml import convert
from config.math_font import build

STYLES = Path(__file__).resolve().parents[2] / "static" / "reader"
PAGE = """<!DOCTYPE html><html lang="zh-Hans"><meta charset="utf-8"><title>Formulas</title>
<meta name="viewport" content="width=device-width">
<link rel="stylesheet" href="css/frame.css"><link rel="stylesheet" href="css/markup.css">
<div class="article-body">{}</div></html>"""


def formulas_of(source: Path) -> Iterator[list[Mathematics]]:
    """Yield the formulas of each post below `source`, or of each line of a file.

    A text that cannot be rendered is named on the standard error stream.
    """
    if source.is_file():
        lines = source.read_text(encoding="utf-8").splitlines()
        yield from ([Mathematics(line, True, line, 1, 1)] for line in lines if line.strip())
        return
    for path in sorted(source.rglob("*.md")):
        try:
            found = render(path.read_text(encoding="utf-8", errors="replace")).formulas
        except MarkupError as error:
            print(f"{path}: {error}", file=sys.stderr)  # noqa: T201  # the answer of a command
            continue
        yield [Mathematics(one.tex, one.display, one.tex, one.line, 1) for one in found]


def sheet(source: Path, folder: Path) -> tuple[int, int]:
    """Write the page into `folder`; return how many different formulas there are, and failures."""
    shutil.copytree(STYLES, folder / "css", dirs_exist_ok=True)
    shutil.copytree(build(folder) / "fonts", folder / "fonts", dirs_exist_ok=True)
    seen: set[tuple[str, bool]] = set()
    failures = 0
    rows = []
    for formulas in formulas_of(source):
        for formula, result in zip(formulas, convert(formulas), strict=True):
            if (formula.tex, formula.display) in seen:
                continue
            seen.add((formula.tex, formula.display))
            shown = f"<p><small><code>{len(seen)} {escape(formula.tex)}</code></small></p>"
            if result.element is None:
                failures += 1
                rows.append(f'{shown}<p class="math-error-reason">{escape(str(result.error))}</p>')
                continue
            mathematics = etree.tostring(result.element, encoding="unicode")
            box = '<span class="math-display">{}</span>' if formula.display else "<p>文 {} 文</p>"
            rows.append(shown + box.format(mathematics))
    (folder / "index.html").write_text(PAGE.format("\n".join(rows)), encoding="utf-8")
    return len(seen), failures


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("source", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    if not options.source.exists():
        parser.error(f"there is no {options.source}")
    count, failed = sheet(options.source, options.out)
    print(f"{count} different formulas, {failed} cannot be shown")  # noqa: T201  # the answer of a command
