"""``manage.py import_posts``: bring the posts of another generator to this site."""

from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import InterfaceError, OperationalError

from blog.importers.importing import import_tree, open_tree
from blog.importers.options import Options
from blog.importers.progress import progress_on
from blog.importers.recognition import FORMATS, holds_sites
from blog.importers.report import Action, Outcome, Report
from blog.importers.titles import is_repository_file
from blog.importers.trees import SourceTree, UnreadableFileError, is_markdown

LONGEST_SOURCE_NAME = 200


class Command(BaseCommand):
    """Reads folders of Markdown and writes posts; exits with 1 if some file was skipped."""

    help = (
        "Import posts from Hexo, Hugo, Jekyll, Zola, Docusaurus or plain Markdown folders. "
        "Running it again updates what changed and leaves the rest."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("paths", nargs="+", metavar="PATH", help="a site's folder")
        parser.add_argument(
            "--format", choices=FORMATS, help="the generator; without it, it is recognised"
        )
        parser.add_argument(
            "--author", default="", metavar="NAME", help="the byline where a file names none"
        )
        parser.add_argument(
            "--source",
            default="",
            metavar="NAME",
            help="what the posts are known by at the next import; default: the folder's name",
        )
        parser.add_argument(
            "--overwrite",
            action="store_true",
            help="also give the file's text to posts that were edited here since",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="write nothing, only say what would happen"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Import each tree and print one report about all."""
        report = Report()
        folders = _folders(options["paths"], report)
        trees = list(_named_trees(folders, options["source"].strip()))
        quiet = options["verbosity"] == 0
        with progress_on(self.stdout, quiet=quiet) as progress:
            for name, tree in trees:
                settings = Options(
                    source=name,
                    format=options["format"],
                    author=options["author"].strip(),
                    overwrite=options["overwrite"],
                    dry_run=options["dry_run"],
                )
                try:
                    report.extend(import_tree(tree, settings, progress))
                except (OperationalError, InterfaceError) as error:
                    raise CommandError(f"The database does not answer: {error}") from error
                except KeyboardInterrupt as interruption:
                    raise CommandError(
                        "Interrupted. What was imported is in; run it again to go on."
                    ) from interruption
        # Quiet is for what went well only.
        if not quiet or report.failed:
            for line in report.lines(everything=options["verbosity"] > 1):
                self.stdout.write(line)
        if options["dry_run"]:
            self.stdout.write("Dry run: nothing was written.")
        if not report.outcomes:
            raise CommandError(
                "No Markdown file was found. Is this the right folder? "
                "Exports of WordPress, Ghost and Notion cannot be read yet."
            )
        if report.failed:
            raise CommandError(
                f"{report.count(Action.SKIPPED)} of {len(report.outcomes)} files could not be "
                "imported; the lines “skipped” above say why. Everything else is in."
            )


def _folders(paths: list[str], report: Report) -> list[str]:
    """Return the paths that are no files; a file among them (``site/*``) gets its line.

    A post that is imported by itself would be known by another name than with its site and
    be there twice; so a single file is refused.
    """
    files = [path for path in paths if Path(path).is_file()]
    if len(files) == len(paths):
        return paths
    for path in files:
        if is_markdown(path) and not is_repository_file(Path(path).name):
            reason = f"it is a file; give the folder that holds it, {Path(path).parent}."
            report.add(Outcome(path, Action.SKIPPED, reason))
        else:
            report.add(Outcome(path, Action.NOT_A_POST, "a file beside the folders."))
    return [path for path in paths if path not in files]


def _named_trees(paths: list[str], source: str) -> Iterator[tuple[str, SourceTree]]:
    """Yield the trees with the names that begin the keys of their posts.

    A folder that keeps several sites counts as if each of them had been given. Raise
    CommandError for what is no folder, and for two trees of one name.
    """
    if source and (len(paths) > 1 or len(source) > LONGEST_SOURCE_NAME or "\0" in source):
        raise CommandError(f"--source names one PATH, in at most {LONGEST_SOURCE_NAME} characters.")
    names: dict[str, SourceTree] = {}
    for path in paths:
        try:
            tree = open_tree(path)
        except UnreadableFileError as error:
            raise CommandError(str(error)) from error
        several = holds_sites(tree)
        for one in _subtrees(tree) if several else [tree]:
            name = f"{source}/{one.name}" if source and several else source or one.name
            if name in names:
                raise CommandError(
                    f"{names[name].root} and {one.root} have one name. Import them one after "
                    "the other, each with its own --source NAME."
                )
            names[name] = one
    yield from names.items()


def _subtrees(tree: SourceTree) -> Iterator[SourceTree]:
    for folder in sorted(path for path in tree.folders if path and "/" not in path):
        yield SourceTree(tree.root / folder)
