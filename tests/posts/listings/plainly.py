"""What the tables of listings should hold, counted from the articles without them."""

from collections import Counter
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection

from blog.categories.models import Category
from blog.posts.listings.listing import PostListing
from blog.posts.models import (
    Byline,
    ListedPost,
    ListingKind,
    ListingTotal,
    ListingWeek,
    Post,
    PostTag,
)

WEEK = 604_800  # seconds


def rows():
    """Return kind, number, date and article of everything that should be listed."""
    zone = ZoneInfo(settings.TIME_ZONE)
    parents = dict(Category.objects.values_list("pk", "parent_id"))
    tags, authors = Counter(), Counter()
    for post, tag in PostTag.objects.values_list("content_object_id", "tag_id"):
        tags[post, tag] += 1
    for post, author in Byline.objects.values_list("post_id", "author_id"):
        authors[post, author] += 1
    found = []
    for post in Post.objects.filter(status="published").defer("body"):
        found.append((ListingKind.LATEST, 0, post.updated_at, post.pk))
        above, category = set(), post.category_id
        while category is not None and category not in above:
            above.add(category)
            category = parents[category]
        month = post.published_at.astimezone(zone)
        numbers = {
            ListingKind.CATEGORY: above,
            ListingKind.TAG: [tag for pk, tag in tags if pk == post.pk],
            ListingKind.AUTHOR: [author for pk, author in authors if pk == post.pk],
        }
        found += [
            (kind, number, post.updated_at, post.pk)
            for kind, those in numbers.items()
            for number in those
        ]
        number = month.year * 100 + month.month
        found.append((ListingKind.MONTH, number, post.published_at, post.pk))
    return sorted(found)


def check():
    """Assert that the tables hold just that."""
    expected = rows()
    assert expected == sorted(ListedPost.objects.values_list("kind", "listing", "at", "post_id"))
    totals, weeks = Counter(), Counter()
    for kind, listing, number in ListingTotal.objects.values_list("kind", "listing", "number"):
        totals[kind, listing] += number
    for *key, number in ListingWeek.objects.values_list("kind", "listing", "week", "number"):
        weeks[tuple(key)] += number
    assert +totals == Counter((kind, listing) for kind, listing, _at, _post in expected)
    assert +weeks == Counter(
        (kind, listing, int(at.timestamp() // WEEK)) for kind, listing, at, _post in expected
    )
    assert all(number >= 0 for number in [*totals.values(), *weeks.values()])


def visible(listing: PostListing, now):
    """Return the numbers of the articles that a listing shows at `now`, in order."""
    order = "published_at" if listing.kind == ListingKind.MONTH else "updated_at"
    listed = {
        post for kind, number, _at, post in rows()
        if kind == listing.kind and number in listing.numbers
    }  # fmt: skip
    shown = Post.objects.published(now).filter(pk__in=listed).order_by(f"-{order}", "-pk")
    return list(shown.values_list("pk", flat=True))


def sum_up():
    """Make one row of many wherever that can be done."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT posts_sum_up(ARRAY(SELECT id FROM posts_post))")
