"""What is computed once from an article's source, when that changes."""

import hashlib
from typing import Any

from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _

from blog.markup import RENDERING_VERSION, Rendered
from blog.media.models import MediaFile
from blog.posts.rendering import render_for_site
from blog.posts.targets import targets_of
from blog.search.vectors import SEARCH_VERSION, searchable
from blog.slugs import LONGEST_SLUG

# What all that is derived is made of, and what it is; what search finds it by is a part.
SOURCE_FIELDS = frozenset({"title", "body", "summary", "language"})
SEARCH_FIELDS = frozenset(
    {
        "search_text", "search_vector", "subject_vector", "search_is_cut", "search_version",
        "search_digest",
    }
)  # fmt: skip
DERIVED_FIELDS = SEARCH_FIELDS | {
    "body_html", "toc", "excerpt", "plain_text", "reading_minutes", "has_math", "problem_count",
    "rendering_version", "rendering_digest",
}  # fmt: skip


class Derived(models.Model):
    """The columns that always belong to the stored source.

    `Post.save()` refreshes them; whoever writes past it calls `refresh_derived()`, and
    `store_targets()` afterwards.
    """

    body_html = models.TextField(editable=False, blank=True)
    toc = models.JSONField(editable=False, default=list, blank=True)
    excerpt = models.TextField(editable=False, blank=True)
    plain_text = models.TextField(editable=False, blank=True)
    reading_minutes = models.PositiveSmallIntegerField(_("reading time"), editable=False, default=1)
    has_math = models.BooleanField(editable=False, default=False)
    problem_count = models.PositiveSmallIntegerField(editable=False, default=0)
    rendering_version = models.PositiveIntegerField(editable=False, default=0)
    rendering_digest = models.CharField(max_length=64, editable=False, blank=True)
    search_text = models.TextField(editable=False, blank=True)
    search_vector = SearchVectorField(editable=False, default="")
    subject_vector = SearchVectorField(editable=False, default="")
    search_is_cut = models.BooleanField(editable=False, default=False)
    search_version = models.PositiveSmallIntegerField(editable=False, default=0)
    search_digest = models.CharField(max_length=64, editable=False, blank=True)
    pictures = models.ManyToManyField(MediaFile, related_name="posts", editable=False)

    class Meta:
        abstract = True

    # What it is derived from, of the model itself
    title: "models.CharField[str, str]"
    body: "models.TextField[str, str]"
    summary: "models.TextField[str, str]"
    language: "models.CharField[str, str]"
    slug: "models.SlugField[str, str]"
    links: Any  # the relation back from `PostLink`

    rendered: Rendered | None = None
    """What `refresh_derived` made of the source; None if it had nothing to render. Not stored."""

    def refresh_derived(self) -> None:
        """Derive anew what has changed since the last time, or is made in another way by now.

        Raises:
            blog.markup.MarkupError: the source is over a limit of the markup pipeline.
        """
        digest = source_digest(self.language, self.summary, self.body)
        if (digest, RENDERING_VERSION) != (self.rendering_digest, self.rendering_version):
            self.rendered = None
            self.take_rendering(render_for_site(self.body, language=self.language))
            self.rendering_version = RENDERING_VERSION
            self.rendering_digest = digest
        self.refresh_words()

    def refresh_words(self) -> None:
        """Derive anew, if need be, what search finds the text by, from the rendering there is."""
        digest = source_digest(self.title, self.rendering_digest, str(self.rendering_version))
        if (digest, SEARCH_VERSION) != (self.search_digest, self.search_version):
            self._take_words()
            self.search_version = SEARCH_VERSION
            self.search_digest = digest

    def _take_words(self) -> None:
        """Take over what search finds the text by."""
        found = searchable(self.title, self.summary.strip(), self.plain_text)
        self.search_text = found.text
        self.search_vector = found.vector
        self.subject_vector = found.subject
        self.search_is_cut = found.is_cut

    def take_rendering(self, rendered: Rendered) -> None:
        """Take over what a rendering of the source gave."""
        self.rendered = rendered
        self.body_html = rendered.html
        self.toc = [
            {"level": entry.level, "title": entry.title, "anchor": entry.anchor}
            for entry in rendered.toc
        ]
        self.excerpt = self.summary.strip() or rendered.excerpt
        self.plain_text = rendered.plain_text
        self.reading_minutes = rendered.reading_minutes
        self.has_math = rendered.has_math
        self.problem_count = len(rendered.problems)

    def store_targets(self) -> None:
        """Store which articles the text links to and which pictures it shows.

        Costs no query for a text that has not been rendered anew.
        """
        if self.rendered is None:
            return
        targets = targets_of(self.rendered, self.slug)
        shown = {target.picture for target in targets if target.picture.isprintable()} - {""}
        self.pictures.set(MediaFile.objects.filter(path__in=shown) if shown else [])
        slugs = {
            target.slug
            for target in targets
            if target.slug.isprintable() and 0 < len(target.slug) <= LONGEST_SLUG
        }
        self.links.exclude(slug__in=slugs).delete()
        link = self.links.model
        link._default_manager.bulk_create(
            [link(post=self, slug=slug) for slug in sorted(slugs)], ignore_conflicts=True
        )


def source_digest(*parts: str) -> str:
    """Return a digest (hexadecimal) that is another one if any of the parts is."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
