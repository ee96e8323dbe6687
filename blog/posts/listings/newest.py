"""The beginning of a listing."""

from datetime import datetime

from blog.posts.listings.listing import PostListing
from blog.posts.models import ListedPost, Post
from blog.posts.querysets import PostQuerySet


def newest(listing: PostListing, most: int, now: datetime) -> PostQuerySet:
    """Return the first posts of a listing that readers see, in its order.

    Args:
        listing: one by the date of the last update: of the latest, a category, a tag, an author.
        most: how many posts.
        now: the moment up to which articles have been published.
    """
    (number,) = listing.numbers
    listed = ListedPost.objects.filter(kind=listing.kind, listing=number)
    listed = listed.order_by("-at", "-post_id")
    # In two parts, so that the index is read from the present on.
    ahead = listed.filter(at__gt=now, post__in=Post.objects.dated_ahead(now)).values("post_id")
    past = listed.filter(at__lte=now).values("post_id")
    chosen = ahead[:most].union(past[:most], all=True)
    return Post.objects.published(now).filter(pk__in=chosen).latest_first()[:most]
