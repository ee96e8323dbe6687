"""Writing imported posts: the only part of an import that touches the database.

Each post is written in a transaction of its own and found again by its ``source_path``, the
name of the source and the file's path in it. Its ``source_digest`` tells whether anything
would change, its newest revision whether somebody edited it on the site since.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction

from blog.importers.destinations import rewrite
from blog.importers.imported import ImportedPost, Target
from blog.importers.pictures import PictureError, PictureShelf
from blog.importers.report import Action, Outcome, Remark, RemarkKind
from blog.importers.shared_rows import SharedRows
from blog.importers.slug_plan import SlugPlan, post_address
from blog.importers.trees import readable_name
from blog.markup import MarkupError
from blog.media.models import MediaFile
from blog.posts.made_ahead import make_ahead
from blog.posts.models import Post, Redirect
from blog.posts.problem_messages import translated

REVISION_NOTE = "Imported from "
"""Begins the note of every revision that an import leaves."""

LONGEST_KEY = 1000
"""Characters of a post's ``source_path``."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the site knows of a post that was imported before."""

    pk: int
    slug: str
    digest: str


class PostWriter:
    """Writes the posts of one source."""

    def __init__(self, source: str, shelf: PictureShelf, *, overwrite: bool = False) -> None:
        """Take the source's name, which begins the keys, and where pictures go."""
        self._source = source
        self._shelf = shelf
        self._overwrite = overwrite
        self._rows = SharedRows()
        self._slugs = SlugPlan()
        self._known = {
            str(key): Known(pk, slug, digest)
            for pk, slug, digest, key in Post.objects.filter(
                source_path__startswith=f"{source}/"
            ).values_list("pk", "slug", "source_digest", "source_path")
        }

    def key(self, path: str) -> str:
        """Return the ``source_path`` of a file of the source."""
        return f"{self._source}/{readable_name(path)}"

    def keys_without(self, paths: Iterable[str]) -> list[str]:
        """Return the keys of posts on the site whose files are not among ``paths``."""
        return sorted(self._known.keys() - {self.key(path) for path in paths})

    def plan(self, posts: Iterable[ImportedPost]) -> dict[str, str]:
        """Return the slug that each post will have, by its path in the tree."""
        slugs = {}
        new = []
        for post in posts:
            known = self._known.get(self.key(post.path))
            if known is None:
                new.append(post)
            elif known.digest == post.digest():
                slugs[post.path] = self._slugs.keep(known.slug)
            else:
                slugs[post.path] = self._slugs.for_known(post, known.pk, known.slug)
        for post in new:
            slugs[post.path] = self._slugs.for_new(post)
        return slugs

    def write(self, imported: ImportedPost, slugs: Mapping[str, str]) -> Outcome:
        """Create or update the post, or leave it; return what became of it.

        ``slugs`` is what ``plan`` returned. A source that the markup pipeline refuses is
        skipped with its reason; other exceptions are defects and are passed on.
        """
        key = self.key(imported.path)
        if len(key) > LONGEST_KEY:
            reason = f"its path is longer than {LONGEST_KEY:,} characters."
            return Outcome(key, Action.SKIPPED, reason, imported.warnings)
        known = self._known.get(key)
        digest = imported.digest()
        if known and known.digest == digest:
            return Outcome(key, Action.UNCHANGED, warnings=imported.warnings)
        warnings = [*imported.warnings]
        try:
            with transaction.atomic():
                post = self._post(known)
                if known and not self._overwrite and _edited_on_site(post):
                    reason = "edited on the site since; not overwritten (use --overwrite)."
                    return Outcome(key, Action.KEPT, reason, tuple(warnings))
                post.source_path, post.source_digest = key, digest
                post.slug = slugs[imported.path]
                self._fill(post, imported, slugs, warnings)
                post.save()
                post.record_revision(by=None, note=f"{REVISION_NOTE}{key}"[:300])
                self._attach(post, imported, warnings)
                make_ahead(post, with_card=False)
        except MarkupError as error:
            return Outcome(key, Action.SKIPPED, translated(error.message), tuple(warnings))
        if known is None and post.slug != self._slugs.wished(imported):
            message = f"“{imported.slug}” is taken; it is “{post.slug}”."
            warnings.append(Remark(RemarkKind.SLUG, message))
        action = Action.UPDATED if known else Action.CREATED
        problems = post.rendered.problems if post.rendered else ()
        return Outcome(key, action, warnings=tuple(warnings), problems=problems)

    def _post(self, known: Known | None) -> Post:
        if known is None:
            return Post()
        return Post.objects.select_for_update().get(pk=known.pk)

    def _fill(
        self,
        post: Post,
        imported: ImportedPost,
        slugs: Mapping[str, str],
        warnings: list[Remark],
    ) -> None:
        """Set what stands in the post's own row."""
        pictures = self._pictures(imported, warnings)
        found = {(Target.IMAGE, path): picture.url for path, picture in pictures.items()}
        found |= {
            (Target.POST, one.path): post_address(slugs[one.path])
            for one in imported.references
            if one.target is Target.POST and one.path in slugs
        }
        post.title = imported.title
        post.body = rewrite(imported.body, imported.references, found)
        post.summary = imported.summary
        post.language = imported.language
        post.canonical_url = imported.canonical_url
        post.category = self._rows.category(imported.category)
        cover = pictures.get(imported.cover)
        post.cover = cover if cover is None or cover.pk else None
        _set_dates(post, imported)
        post.status = imported.status.value
        self._set_series(post, imported, warnings)

    def _pictures(self, imported: ImportedPost, warnings: list[Remark]) -> dict[str, MediaFile]:
        paths = {one.path for one in imported.references if one.target is Target.IMAGE}
        pictures: dict[str, MediaFile] = {}
        for path in sorted(paths | ({imported.cover} if imported.cover else set())):
            try:
                pictures[path] = self._shelf.take(path)
            except PictureError as error:
                warnings.append(Remark(RemarkKind.IMAGE, str(error)))
        return pictures

    def _set_series(self, post: Post, imported: ImportedPost, warnings: list[Remark]) -> None:
        """Put the post at its place in the series, or at the next free one."""
        if not imported.series:
            post.series = post.series_position = None
            return
        series = self._rows.series(imported.series)
        own = post.series_position if post.series_id == series.pk else None
        others = Post.objects.filter(series=series).exclude(pk=post.pk)
        taken = set(others.values_list("series_position", flat=True))
        position = imported.series_position or own
        if position is None or position in taken:
            free = max((one for one in taken if one), default=0) + 1
            if position is not None:
                message = f"part {position} of “{series}” is taken; it is part {free}."
                warnings.append(Remark(RemarkKind.VALUE, message))
            position = free
        post.series, post.series_position = series, position

    def _attach(self, post: Post, imported: ImportedPost, warnings: list[Remark]) -> None:
        """Set what stands in rows of their own: bylines, tags, old addresses."""
        post.set_bylines(self._rows.authors(imported.authors))
        post.tags.set(self._rows.tag_names(imported.tags))
        for address in imported.old_addresses:
            reason = _keep_address(post, address)
            if reason:
                warnings.append(Remark(RemarkKind.ADDRESS, f"{address} {reason}."))


def _edited_on_site(post: Post) -> bool:
    newest = post.revisions.order_by("-number").first()
    return newest is not None and not (
        newest.by_id is None
        and newest.note.startswith(REVISION_NOTE)
        and (newest.title, newest.body) == (post.title, post.body)
    )


def _set_dates(post: Post, imported: ImportedPost) -> None:
    """Take the dates of the source; a guessed one never moves a post that has one."""
    marked = post.updated_at if post.updated_at != post.published_at else None
    if not (imported.date_is_guessed and post.published_at):
        post.published_at = imported.published_at
    if post.published_at is None:
        post.updated_at = None
    else:
        post.updated_at = max(imported.updated_at or marked or post.published_at, post.published_at)


def _keep_address(post: Post, address: str) -> str:
    """Make an old address lead to the post; return why not, or ``""``."""
    if address.rstrip("/") == post_address(post.slug).rstrip("/"):
        return ""
    parts = address.strip("/").split("/")
    is_here = len(parts) == 2 and parts[0] == "posts"
    if is_here and Post.objects.filter(slug=parts[1]).exclude(pk=post.pk).exists():
        return "is the address of another post"
    known = Redirect.objects.for_path(address).select_related("post").first()
    if known is None:
        Redirect.objects.create(path=address, post=post)
    elif known.post_id != post.pk:
        return f"leads to “{known.post.title}” already"
    return ""
