"""The article."""

import uuid
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from blog.authors.models import Author
from blog.categories.models import Category
from blog.markup import MarkupError
from blog.media.models import MediaFile
from blog.posts.differences.source import compare
from blog.posts.models.derived import DERIVED_FIELDS, SOURCE_FIELDS, Derived
from blog.posts.models.post_rules import CONSTRAINTS, INDEXES
from blog.posts.models.series import Series
from blog.posts.models.tag import PostTag
from blog.posts.problem_messages import translated
from blog.posts.querysets import PostQuerySet
from blog.site.addresses import address_of
from blog.site.identity import HTML_LANGUAGES
from blog.slugs import LONGEST_SLUG

if TYPE_CHECKING:
    from accounts.models import User
    from blog.posts.models.revision import Revision


class Post(Derived):  # type: ignore[django-manager-missing]  # taggit has no types
    """One article, as its author wrote it and as derived from that.

    A reader sees it from `published_at` on while its status is *published*; a published post in
    the future is *scheduled*. What is derived from the source is in `Derived`.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        IN_REVIEW = "in_review", _("in review")
        PUBLISHED = "published", _("published")
        ARCHIVED = "archived", _("archived")

    class Language(models.TextChoices):
        CHINESE = "zh-hans", _("Simplified Chinese")
        ENGLISH = "en", _("English")

    # What the author wrote
    title = models.CharField(_("title"), max_length=300)
    slug = models.SlugField(
        _("slug"),
        max_length=LONGEST_SLUG,
        unique=True,
        allow_unicode=True,
        help_text=_("The last part of the address. An old one keeps leading here."),
    )
    summary = models.TextField(
        _("summary"), blank=True, help_text=_("Shown instead of the excerpt. Plain text.")
    )
    body = models.TextField(_("body"), blank=True, help_text=_("Markdown with LaTeX formulas."))
    language = models.CharField(
        _("language"), max_length=10, choices=Language, default=Language.CHINESE
    )
    cover = models.ForeignKey(
        MediaFile,
        models.SET_NULL,
        verbose_name=_("cover"),
        related_name="covered_posts",
        limit_choices_to={"kind": "picture"},
        null=True,
        blank=True,
    )

    # Where it stands
    category = models.ForeignKey(
        Category,
        models.PROTECT,
        verbose_name=_("category"),
        related_name="posts",
        null=True,
        blank=True,
    )
    tags = TaggableManager(_("tags"), through=PostTag, blank=True, related_name="posts")
    authors = models.ManyToManyField(
        Author, through="posts.Byline", verbose_name=_("authors"), related_name="posts"
    )
    series = models.ForeignKey(
        Series,
        models.SET_NULL,
        verbose_name=_("series"),
        related_name="posts",
        null=True,
        blank=True,
    )
    series_position = models.PositiveSmallIntegerField(
        _("part"), null=True, blank=True, help_text=_("Its place in the series, from 1.")
    )

    translation_of = models.ForeignKey(
        "self",
        models.SET_NULL,
        verbose_name=_("translation of"),
        related_name="translations",
        null=True,
        blank=True,
        help_text=_("The article in the language it was written in first."),
    )

    # When, and for whom
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.DRAFT)
    published_at = models.DateTimeField(
        _("publication date"),
        null=True,
        blank=True,
        help_text=_(
            "In the future: the article appears at that moment, by itself. Empty: at once."
        ),
    )
    updated_at = models.DateTimeField(
        _("update date"), null=True, blank=True, help_text=_("Its date among the latest updates.")
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    modified_at = models.DateTimeField(_("last saved"), auto_now=True)
    canonical_url = models.URLField(
        _("canonical URL"),
        max_length=1000,
        blank=True,
        help_text=_("Where the article appeared first, if that was elsewhere."),
    )

    version = models.PositiveIntegerField(
        editable=False, default=0, help_text=_("Counts the saves, so that none is lost.")
    )

    seen_by_readers = models.BooleanField(
        editable=False, default=False, help_text=_("Whether it has ever been published.")
    )

    # What others know it by
    uid = models.UUIDField(_("permanent id"), default=uuid.uuid4, unique=True, editable=False)
    source_path = models.CharField(
        _("imported from"), max_length=1000, unique=True, null=True, editable=False
    )
    source_digest = models.CharField(max_length=64, blank=True, editable=False)

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        permissions = [
            ("publish_post", "Can publish own posts, and change them when published"),
            ("edit_any_post", "Can do everything with the posts of all authors"),
        ]
        constraints = CONSTRAINTS
        indexes = INDEXES

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address_of("detail", self.slug)

    @property
    def html_language(self) -> str:
        """Its language as the `lang` attribute says it (BCP 47)."""
        return HTML_LANGUAGES[self.language]

    # State

    def is_visible(self, now: datetime) -> bool:
        """Whether a reader may see it at `now`."""
        return (
            self.status == self.Status.PUBLISHED
            and self.published_at is not None
            and self.published_at <= now
        )

    def publish(self, now: datetime, at: datetime | None = None) -> None:
        """Make it visible from `at` on (default: its date of publication if set, else `now`).

        Not saved.
        """
        self.date_publication(at or self.published_at or now)
        self.status = self.Status.PUBLISHED

    def date_publication(self, at: datetime | None) -> None:
        """Set the date of publication, to the second; None takes it away.

        It takes the date of the last update along, unless the author has marked an update
        since. Not saved.
        """
        at = at.replace(microsecond=0) if at else None
        if at is None or self.updated_at in {None, self.published_at} or self.updated_at < at:
            self.updated_at = at
        self.published_at = at

    def submit(self) -> None:
        """Hand it to the editors for review. Not saved."""
        self.status = self.Status.IN_REVIEW

    def unpublish(self) -> None:
        """Take it back to a draft; its dates stay. Not saved."""
        self.status = self.Status.DRAFT

    def archive(self) -> None:
        """Hide it from readers without calling it a draft. Not saved."""
        self.status = self.Status.ARCHIVED

    def mark_updated(self, now: datetime, note: str = "") -> None:
        """Bring it to the top of the latest updates, as of `now`. Not saved.

        Readers are told of it, and of what is new (`note`, up to 300 characters), below the
        article.
        """
        now = now.replace(microsecond=0)
        self.updated_at = max(now, self.published_at or now)
        self._update_to_tell = note

    @property
    def original_id(self) -> int | None:
        """The number of the article that it and its translations are translations of."""
        return self.translation_of_id or self.pk

    # Writing

    @classmethod
    def from_db(cls, *args: Any, **kwargs: Any) -> Self:
        post = super().from_db(*args, **kwargs)
        post._remember_stored()
        return post

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        super().refresh_from_db(*args, **kwargs)
        self._remember_stored()

    def _remember_stored(self, changed: Collection[str] | None = None) -> None:
        """Keep where and from when readers find the row; what was not loaded stays unknown."""
        loaded = self.__dict__
        if changed is None or "slug" in changed:
            self._stored_slug = loaded.get("slug")
        if changed is None or {"status", "published_at"}.intersection(changed):
            is_published = loaded.get("status") == self.Status.PUBLISHED
            self._stored_appearance = loaded.get("published_at") if is_published else None

    _stored_slug: str | None = None
    _stored_appearance: datetime | None = None
    _update_to_tell: str | None = None

    def clean(self) -> None:
        """Refuse a source that the markup pipeline refuses, and what is no translation."""
        super().clean()
        self._check_translation()
        try:
            self.refresh_derived()
        except MarkupError as error:
            raise ValidationError({"body": translated(error.message)}) from error

    def save(self, **kwargs: Any) -> None:
        """Store the post, what is derived from its source, and a redirect from a former slug.

        Raises:
            blog.markup.MarkupError: the source is over a limit of the markup pipeline.
        """
        chosen = kwargs.get("update_fields")
        if chosen is None or SOURCE_FIELDS.intersection(chosen):
            self.refresh_derived()
        self.version += 1
        now = timezone.now()
        appeared = self._stored_appearance is not None and self._stored_appearance <= now
        # A scheduled post appears without being saved.
        self.seen_by_readers |= appeared or self.is_visible(now)
        if chosen is not None:
            also = DERIVED_FIELDS if SOURCE_FIELDS.intersection(chosen) else set()
            always = {"version", "modified_at", "seen_by_readers"}
            kwargs["update_fields"] = {*chosen, *also, *always}
        with transaction.atomic():
            super().save(**kwargs)
            self.store_targets()
            if self._update_to_tell is not None and self.updated_at is not None:
                self.significant_updates.update_or_create(
                    at=self.updated_at, defaults={"note": self._update_to_tell}
                )
                self._update_to_tell = None
            if appeared and not self.is_visible(now):
                # Who was shown the draft is not shown what has been taken back.
                self.draft_links.filter(revoked_at=None).update(revoked_at=now)
            is_moved = self._stored_slug not in {None, self.slug}
            if is_moved and (chosen is None or "slug" in chosen):
                self._redirect_from(str(self._stored_slug))
        self._remember_stored(chosen)

    def _check_translation(self) -> None:
        """Keep an original and its translations one step apart, each in its own language."""
        translations = Post.objects.filter(translation_of=self.pk) if self.pk else None
        if translations and translations.filter(language=self.language).exists():
            raise ValidationError(
                {"language": _("A translation of this article is in that language already.")}
            )
        original = self.translation_of
        if original is None:
            return
        if original.translation_of_id:
            message = _("That article is a translation itself. Choose the one it was made from.")
        elif translations and translations.exists():
            message = _("This article has translations, so it is an original itself.")
        elif original.language == self.language:
            message = _("That article is in the same language. Change one of the languages first.")
        else:
            return
        raise ValidationError({"translation_of": message})

    def record_revision(self, *, by: "User | None", note: str = "") -> "Revision | None":
        """Remember title and body as they are now.

        Args:
            by: who saved, None for a command.
            note: why.

        Returns:
            The new revision; None if the newest one says the same already.
        """
        with transaction.atomic():
            # The row's lock makes two savers take their numbers one after the other.
            Post.objects.select_for_update().only("pk").get(pk=self.pk)
            newest = self.revisions.order_by("-number").first()
            if newest and (newest.title, newest.body) == (self.title, self.body):
                return None
            change = compare(newest.body if newest else "", self.body)
            return self.revisions.create(
                number=newest.number + 1 if newest else 1,
                title=self.title,
                body=self.body,
                by=by,
                note=note,
                added=change.added,
                removed=change.removed,
            )

    def set_bylines(self, authors: Sequence[Author]) -> None:
        """Name these authors above the article, in this order, and nobody else."""
        named = list(dict.fromkeys(authors))
        with transaction.atomic():
            self.bylines.exclude(author__in=named).delete()
            # In place: a form that is open elsewhere knows the rows by their numbers.
            for position, author in enumerate(named, start=1):
                self.bylines.update_or_create(author=author, defaults={"position": position})

    def _redirect_from(self, old_slug: str) -> None:
        """Let a former address lead here, unless readers know it as another article's."""
        self.redirects.filter(path=f"/posts/{self.slug}/").delete()
        redirects, path = self.redirects.model.objects, f"/posts/{old_slug}/"
        if self.seen_by_readers:
            redirects.update_or_create(path=path, defaults={"post": self})
        else:
            # No reader has seen this one there.
            redirects.get_or_create(path=path, defaults={"post": self})
