"""What always holds of an article's row, and the orders in which rows are found."""

from datetime import UTC, datetime

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

EARLIEST = datetime(1900, 1, 1, tzinfo=UTC)
LATEST = datetime(3000, 1, 1, tzinfo=UTC)

CONSTRAINTS: list[models.BaseConstraint] = [
    models.CheckConstraint(condition=~models.Q(slug="") & ~models.Q(title=""), name="post_named"),
    models.CheckConstraint(
        condition=models.Q(status__in=["draft", "in_review", "published", "archived"]),
        name="post_status_known",
    ),
    models.CheckConstraint(
        condition=models.Q(language__in=["zh-hans", "en"]), name="post_language_known"
    ),
    models.CheckConstraint(
        condition=~models.Q(status="published")
        | models.Q(published_at__isnull=False, updated_at__isnull=False),
        name="post_published_has_dates",
    ),
    models.CheckConstraint(
        condition=models.Q(updated_at__gte=models.F("published_at"))
        | models.Q(updated_at__isnull=True)
        | models.Q(published_at__isnull=True),
        name="post_updated_after_published",
        violation_error_message=_("An update cannot come before the publication."),
    ),
    # Calendars and time zones reach no further than the years 1 and 9999.
    models.CheckConstraint(
        condition=models.Q(published_at__isnull=True)
        | models.Q(published_at__gte=EARLIEST, published_at__lt=LATEST),
        name="post_published_in_our_time",
        violation_error_message=_("A publication lies between the years 1900 and 2999."),
    ),
    models.CheckConstraint(
        condition=models.Q(series__isnull=True)
        | models.Q(series_position__isnull=False, series_position__gte=1),
        name="post_series_has_position",
        violation_error_message=_("A part of a series needs its place, from 1."),
    ),
    models.UniqueConstraint(
        fields=["series", "series_position"],
        name="post_series_position_unique",
        violation_error_message=_("Another post has this place in the series."),
    ),
    models.CheckConstraint(
        condition=~models.Q(translation_of=models.F("id")),
        name="post_not_its_own_translation",
        violation_error_message=_("An article is no translation of itself."),
    ),
    models.UniqueConstraint(
        fields=["translation_of", "language"],
        name="post_translated_once",
        violation_error_message=_("There is a translation into this language already."),
    ),
]

INDEXES: list[models.Index] = [
    # Latest updates, and their feed
    models.Index(
        fields=["-updated_at", "-id"],
        name="post_latest",
        condition=models.Q(status="published"),
    ),
    # Latest updates of one category
    models.Index(
        fields=["category", "-updated_at", "-id"],
        name="post_category_latest",
        condition=models.Q(status="published"),
    ),
    # Updates that are dated ahead
    models.Index(
        fields=["updated_at"],
        name="post_updated",
        condition=models.Q(status="published", updated_at__gt=models.F("published_at")),
    ),
    # Archive, and what is scheduled next
    models.Index(
        fields=["-published_at", "-id"],
        name="post_newest",
        condition=models.Q(status="published"),
    ),
    # The admin's list: all that it sorts and filters by, so that rows need not be read
    models.Index(
        fields=["-modified_at", "-id"],
        name="post_last_saved",
        include=[
            "title",
            "slug",
            "status",
            "published_at",
            "language",
            "category",
            "problem_count",
        ],
    ),
    # The dashboard: what waits for review, published articles with problems
    models.Index(
        fields=["-modified_at", "-id"],
        name="post_in_review",
        condition=models.Q(status="in_review"),
    ),
    models.Index(
        fields=["-updated_at", "-id"],
        name="post_with_problems",
        condition=models.Q(status="published", problem_count__gt=0),
    ),
    # Search; written at once, since a list of what is pending would be read by every query
    GinIndex(
        fields=["search_vector"],
        name="post_search",
        condition=models.Q(status="published"),
        fastupdate=False,
    ),
    GinIndex(
        fields=["subject_vector"],
        name="post_subject",
        condition=models.Q(status="published"),
        fastupdate=False,
    ),
    # By dates among those that the index of the vectors gives: two indexes that have a condition in
    # common, even as a key, are never read together. The second has all to sort a year's articles
    models.Index(fields=["updated_at"], name="post_by_update"),
    models.Index(
        fields=["published_at", "updated_at", "id"], include=["status"], name="post_by_dates"
    ),
    # The few whose words are more than a vector holds
    models.Index(
        fields=["id"],
        name="post_search_cut",
        condition=models.Q(status="published", search_is_cut=True),
    ),
    # Whether any is not indexed as this version does it
    models.Index(
        fields=["search_version"],
        name="post_search_version",
        condition=models.Q(status="published"),
    ),
]
