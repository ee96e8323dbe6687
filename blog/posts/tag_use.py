"""The tags as readers see them: those that published articles carry."""

from datetime import datetime

from django.db.models import Count, QuerySet

from blog.posts.models import Tag
from blog.posts.querysets import published_through


def tags_by_use(now: datetime) -> QuerySet[Tag]:
    """Return the tags with the number of published articles of each as `post_count`.

    The most used come first, those used equally by name.
    """
    published = published_through("items__content_object", now)
    tags: QuerySet[Tag] = Tag.objects.annotate(post_count=Count("items", filter=published))
    return tags.filter(post_count__gt=0).order_by("-post_count", "name", "pk")
