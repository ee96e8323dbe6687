"""The kinds of pages that are measured, and addresses of each in a filled database."""

from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import quote

ARTICLES = 20


@dataclass(frozen=True)
class Kind:
    """One kind of page.

    Attributes:
        name: as reports name it.
        paths: percent-encoded; asked for in turn.
        is_compared: whether other servers are measured with the same bytes.
    """

    name: str
    paths: tuple[str, ...]
    is_compared: bool = False


def kinds() -> list[Kind]:
    """Return the kinds of pages of the database there is, made by `fill_benchmark`."""
    from django.conf import settings
    from django.db.models import Count
    from django.utils import timezone

    from blog.posts.benchmark.vocabulary import COMMON, RARE
    from blog.posts.models import Byline, Post, PostTag

    now = timezone.now()
    visible = Post.objects.published(now)
    count = visible.count()
    last = -(-count // settings.POSTS_PER_PAGE)
    keys = sorted(visible.values_list("pk", flat=True))
    some = [keys[(2 * n + 1) * len(keys) // (2 * ARTICLES)] for n in range(ARTICLES)]
    articles = Post.objects.filter(pk__in=some).only("slug")
    # The month before this one is whole.
    month = timezone.localtime(now).replace(day=1) - timedelta(days=1)

    def most(model: type[PostTag | Byline], name: str) -> str:
        top = model.objects.values(f"{name}__slug").annotate(n=Count("pk")).order_by("-n")
        return quote(top[0][f"{name}__slug"])

    def search(word: str) -> tuple[str]:
        return (f"/search/?q={quote(word)}",)

    return [
        Kind("home", ("/",), is_compared=True),
        Kind("page 2", ("/?page=2",)),
        Kind("middle page", (f"/?page={max(2, last // 2)}",)),
        Kind("last page", (f"/?page={last}",)),
        Kind(
            "article",
            tuple(quote(post.get_absolute_url(), safe="/%") for post in articles),
            is_compared=True,
        ),
        Kind("category", ("/categories/field-0/",)),
        Kind("tag", (f"/tags/{most(PostTag, 'tag')}/",)),
        Kind("author", (f"/authors/{most(Byline, 'author')}/",)),
        Kind("month", (f"/archive/{month:%Y/%m}/",)),
        Kind("search, common Chinese", search(COMMON["zh-hans"])),
        Kind("search, rare Chinese", search(RARE["zh-hans"])),
        Kind("search, common English", search(COMMON["en"])),
        Kind("search, rare English", search(RARE["en"])),
        Kind("feed.atom", ("/feed.atom",)),
        Kind("feed.rss", ("/feed.rss",)),
        Kind("feed.json", ("/feed.json",)),
        Kind("sitemap", ("/sitemap.xml",)),
    ]
