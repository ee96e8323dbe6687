"""Links between articles that lead readers nowhere, from what is stored of each article's links."""

from datetime import datetime

from django.db.models import CharField, Exists, OuterRef, Subquery, Value
from django.db.models.functions import Concat

from blog.posts.models import Post, PostLink, Redirect
from blog.posts.querysets import PostQuerySet

LOOKED_AT = 1_000
"""Articles whose links are looked up: on a large site all of them would take too long for a page.
`check_posts` leaves none out."""


def dead_links(posts: PostQuerySet, now: datetime, most: int) -> list[PostLink]:
    """Return links of what readers see at `now` to articles that they do not see.

    Costs one query. Each link has its `post` with title and slug, and as `leads_to` the number of
    the hidden article that it names, None if there is none of that slug.

    Args:
        posts: the articles whose links are looked at, the `LOOKED_AT` of them published last.
        now: the present moment.
        most: how many links at most; those of the articles published last come first.
    """
    newest = posts.published(now).newest_first().values("pk")[:LOOKED_AT]
    old_path = Concat(Value("/posts/"), OuterRef("slug"), Value("/"), output_field=CharField())
    named = Post.objects.filter(slug=OuterRef("slug"))
    return list(
        PostLink.objects.filter(
            ~Exists(named.published(now)),
            ~Exists(Redirect.objects.filter(path=old_path)),
            post__in=newest,
        )
        .annotate(leads_to=Subquery(named.values("pk")[:1]))
        .select_related("post")
        .only("slug", "post__title", "post__slug")
        .order_by("-post__published_at", "-post_id", "slug")[:most]
    )
