"""Which articles stand in which list of readers, and how many. The database keeps it (decision 25).

Nobody writes these tables but the functions and triggers of migration 0007.
"""

from django.db import models

from blog.posts.models.post import Post


class ListingKind(models.IntegerChoices):
    """What a listing's number is the number of. The triggers know these values."""

    LATEST = 0  # nothing: there is one such listing, of number 0
    CATEGORY = 1
    TAG = 2
    AUTHOR = 3
    MONTH = 4  # yyyymm, in the site's time zone


class ListedPost(models.Model):
    """One published article in one listing, also before its date has come.

    A category lists what is below it, too. `at` is by what the listing is ordered, the newest
    first: the date of publication in a month, that of the last update everywhere else.
    """

    pk = models.CompositePrimaryKey("kind", "listing", "at", "post_id")
    kind = models.SmallIntegerField(choices=ListingKind)
    listing = models.BigIntegerField()
    at = models.DateTimeField()
    # The triggers see to it that there is such an article.
    post = models.ForeignKey(Post, models.DO_NOTHING, related_name="listed", db_constraint=False)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.listing}: {self.post_id}"


class ListingTotal(models.Model):
    """A part of how many articles a listing has; the sum of all its rows is the number.

    Writers only add rows, so that none waits for another; now and then rows become one.
    `changed_at` is when one of the articles changed, None if nobody saw a change; or when one will
    appear, in a row of the number 0.
    """

    kind = models.SmallIntegerField(choices=ListingKind)
    listing = models.BigIntegerField()
    number = models.IntegerField()
    changed_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index(
                fields=["kind", "listing"],
                name="listing_total",
                include=["number"],
                condition=~models.Q(number=0),
            ),
            models.Index(
                fields=["kind", "listing", "changed_at"],
                name="listing_change",
                condition=models.Q(changed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.listing}: {self.number:+}"


class ListingWeek(models.Model):
    """A part of how many of a listing's articles have their `at` in one week; to be summed as well.

    Weeks of 604,800 seconds are counted from the beginning of 1970 (UTC).
    """

    kind = models.SmallIntegerField(choices=ListingKind)
    listing = models.BigIntegerField()
    week = models.IntegerField()
    number = models.IntegerField()

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index(
                fields=["kind", "listing", "week"], name="listing_week", include=["number"]
            ),
            # What lies ahead in all listings of a kind
            models.Index(
                fields=["kind", "week"], name="listing_week_ahead", include=["listing", "number"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.listing}, {self.week}: {self.number:+}"
