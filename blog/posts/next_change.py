"""When time alone changes what readers see."""

from datetime import datetime

from blog.posts.models import Post, SignificantUpdate


def next_change(now: datetime) -> datetime | None:
    """Return the first moment after `now` at which something appears, None if nothing waits.

    One query.
    """
    posts = Post.objects.scheduled(now).order_by("published_at").values_list("published_at")
    # One that was marked while its article was scheduled, if that has come out earlier.
    updates = SignificantUpdate.objects.filter(at__gt=now).order_by("at").values_list("at")
    rows = posts[:1].union(updates[:1], all=True)
    moments = [moment for (moment,) in rows if moment is not None]
    return min(moments, default=None)
