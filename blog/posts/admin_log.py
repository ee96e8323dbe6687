"""What the admin's log knows of an article."""

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet

from accounts.models import User
from blog.posts.models import Post


def log_of(post: Post) -> QuerySet[LogEntry]:
    """Return what has been done with the article in the admin, with who did it; in no order."""
    return LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(Post), object_id=str(post.pk)
    ).select_related("user")


def last_saved_by(post: Post) -> User | None:
    """Return who made the save that the article's `modified_at` is of, None if no person is known.

    A save is logged right after it; what is logged later need not be one. Costs one query.
    """
    since = log_of(post).filter(action_time__gte=post.modified_at)
    entry = since.order_by("action_time", "pk").first()
    return entry.user if entry else None
