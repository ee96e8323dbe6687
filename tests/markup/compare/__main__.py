"""The command line: see `python -m tests.markup.compare --help`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TextIO

from tqdm import tqdm

from blog.markup import MarkupError
from tests.markup.compare import report, specification
from tests.markup.compare.articles import Unreadable, articles_in
from tests.markup.compare.comparison import compare
from tests.markup.compare.report import Compared, Refused


def main(arguments: list[str]) -> int:
    """Run the comparison that `arguments` ask for; return the exit code.

    0: the share that agrees is at least what was asked for; 1: it is not; 2: nothing to compare.
    """
    options = _parser().parse_args(arguments)
    if options.spec is not None:
        return _compare_specification(options)
    return _compare_folder(options)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tests.markup.compare",
        description="Compare our Markdown with cmark-gfm on a folder of posts.",
        epilog="Exits with 0 if enough agrees, 1 if not, 2 if there is nothing to compare.",
    )
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("folder", type=Path, nargs="?", help="a folder of .md and .markdown files")
    what.add_argument(
        "--spec",
        type=Path,
        metavar="FILE",
        help="compare with the examples of a specification instead (spec.txt or spec.json)",
    )
    parser.add_argument("--show", type=int, default=10, metavar="N", help="places per kind (10)")
    parser.add_argument(
        "--file-list", action="store_true", help="print only the names of files that differ"
    )
    parser.add_argument(
        "--at-least",
        type=float,
        default=0.0,
        metavar="PERCENT",
        help="exit with 1 if fewer files agree (0)",
    )
    return parser


def _compare_folder(options: argparse.Namespace) -> int:
    if not options.folder.is_dir():
        _write([f"{options.folder} is not a folder."], sys.stderr)
        return 2
    compared: list[Compared] = []
    refused: list[Refused] = []
    articles = tqdm(list(articles_in(options.folder)), unit="file", disable=not sys.stderr.isatty())
    for article in articles:
        path = article.path.relative_to(options.folder)
        if isinstance(article, Unreadable):
            refused.append(Refused(path, article.reason))
            continue
        try:
            compared.append(Compared(path, compare(article.text)))
        except MarkupError as error:
            refused.append(Refused(path, str(error)))
        except Exception as error:  # noqa: BLE001 - one file must not end the comparison of all
            refused.append(Refused(path, f"rendering failed: {error!r}"))
    if not compared:
        _write([f"There is no Markdown file to compare below {options.folder}."], sys.stderr)
        return 2
    if options.file_list:
        _write(str(one.path) for one in refused)
        _write(str(one.path) for one in compared if not one.outcome.agrees)
    else:
        _write(report.summary(compared, refused))
        _write(report.failures(refused, compared))
        _write(report.remaining(compared, options.show))
    return 0 if report.share(compared, refused) >= options.at_least else 1


def _compare_specification(options: argparse.Namespace) -> int:
    try:
        examples = specification.examples_in(options.spec)
    except specification.SpecificationError as error:
        _write([str(error)], sys.stderr)
        return 2
    results = [
        specification.judged(example)
        for example in examples
        if example.section not in specification.LEFT_OUT
    ]
    _write(specification.report(results, options.show))
    return 0 if specification.share(results) >= options.at_least else 1


def _write(lines: Iterable[str], stream: TextIO | None = None) -> None:
    (stream or sys.stdout).writelines(f"{line}\n" for line in lines)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
