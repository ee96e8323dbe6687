"""One import: read all posts of a tree, then write them, and report on every file."""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone

from blog.importers.imported import ImportedPost
from blog.importers.options import Options
from blog.importers.pictures import PictureShelf
from blog.importers.readers import READERS, SiteReader
from blog.importers.readers.reading import (
    NotAPostError,
    Reading,
    UnreadablePostError,
    link,
    read_post,
)
from blog.importers.readers.site_reader import Situation
from blog.importers.recognition import Site, find_sites
from blog.importers.report import Action, Outcome, Report
from blog.importers.resolving import PostIndex
from blog.importers.trees import SourceTree, readable_name
from blog.importers.writer import PostWriter

logger = logging.getLogger(__name__)

_LAST = datetime.max.replace(tzinfo=UTC)


class Progress(Protocol):
    """Told how far an import is."""

    def begin(self, what: str, total: int) -> None:
        """A stage of ``total`` files begins."""

    def step(self) -> None:
        """One file is done."""

    def end(self) -> None:
        """The stage is over."""


def import_tree(tree: SourceTree, options: Options, progress: Progress) -> Report:
    """Import all posts of a tree and return what became of each file.

    Nothing but an unusable database stops it: each file ends as a post or with a reason.
    """
    report = Report()
    with _transaction(dry_run=options.dry_run):
        posts = _read(tree, options, report, progress)
        shelf = PictureShelf(tree, dry_run=options.dry_run)
        writer = PostWriter(options.source, shelf, overwrite=options.overwrite)
        slugs = writer.plan(posts)
        progress.begin("writing", len(posts))
        for post in posts:
            with _reported(report, writer.key(post.path)):
                report.add(writer.write(post, slugs))
            progress.step()
        progress.end()
        report.missing = writer.keys_without(tree.files)
    report.sort()
    return report


def _read(
    tree: SourceTree, options: Options, report: Report, progress: Progress
) -> list[ImportedPost]:
    """Return the posts of all sites in a tree, the oldest first."""
    situation = Situation(timezone.now(), timezone.get_current_timezone(), options.author)
    sites = find_sites(tree, told=options.format)
    posts: list[ImportedPost] = []
    seen: set[str] = set()
    for site in sites:
        reader = READERS[site.format](tree, site, situation)
        paths = reader.candidates()
        seen.update(paths)
        progress.begin(_described(tree, site), len(paths))
        readings = list(_readings(reader, paths, options, report, progress))
        index = PostIndex(reading.post for reading in readings)
        for reading in readings:
            with _reported(report, f"{options.source}/{readable_name(reading.post.path)}"):
                posts.append(link(reading, index))
        progress.end()
        for path in reader.foreign_posts():
            reason = "only Markdown is read; convert it, for instance with pandoc."
            report.add(Outcome(f"{options.source}/{readable_name(path)}", Action.SKIPPED, reason))
    _report_the_rest(tree, options, report, seen)
    return sorted(posts, key=lambda post: (post.published_at or _LAST, post.path))


def _readings(
    reader: SiteReader,
    paths: Iterable[str],
    options: Options,
    report: Report,
    progress: Progress,
) -> Iterator[Reading]:
    for path in paths:
        key = f"{options.source}/{readable_name(path)}"
        with _reported(report, key):
            try:
                reading = read_post(reader, path)
            except NotAPostError as error:
                report.add(Outcome(key, Action.NOT_A_POST, f"{error}."))
            except UnreadablePostError as error:
                report.add(Outcome(key, Action.SKIPPED, str(error)))
            else:
                yield reading
        progress.step()


def _report_the_rest(tree: SourceTree, options: Options, report: Report, seen: set[str]) -> None:
    """Name what no site's reader was given: files beside the sites, closed folders."""
    for path in tree.markdown_files:
        if path not in seen:
            key = f"{options.source}/{readable_name(path)}"
            report.add(Outcome(key, Action.NOT_A_POST, "it lies outside the site's posts."))
    for folder, problem in tree.unreadable_folders.items():
        key = f"{options.source}/{readable_name(folder)}"
        reason = f"the folder cannot be opened ({problem}); check its permissions."
        report.add(Outcome(key, Action.SKIPPED, reason))


@contextmanager
def _reported(report: Report, key: str) -> Iterator[None]:
    """Turn what nobody foresaw about one file into a line of the report."""
    try:
        yield
    except (OperationalError, InterfaceError):
        raise  # the database is gone, which is about no file
    except Exception as error:  # the one place where a file's defect stops
        logger.exception("Importing %s failed", key)
        reason = f"unexpected {type(error).__name__}: {error}. Please report this."
        report.add(Outcome(key, Action.SKIPPED, reason, crashed=True))


@contextmanager
def _transaction(*, dry_run: bool) -> Iterator[None]:
    """In a dry run everything is written and taken back in the end."""
    if not dry_run:
        yield
        return
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _described(tree: SourceTree, site: Site) -> str:
    folder = f"{tree.name}/{site.folder}" if site.folder else tree.name
    return f"reading {readable_name(folder)} ({site.format})"


def open_tree(path: str) -> SourceTree:
    """Return the tree at a path that a user typed; raise UnreadableFileError."""
    return SourceTree(Path(path).expanduser())
