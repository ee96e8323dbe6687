"""The head of an article's page."""

from collections.abc import Sequence

from blog.authors.models import Author
from blog.posts.card_images import CARD_HEIGHT, CARD_WIDTH, card_alt, card_url, words_of
from blog.posts.metadata.page import (
    PageImage,
    PageMetadata,
    Pair,
    description_of,
    open_graph,
    title_of,
)
from blog.posts.metadata.structured_data import (
    Node,
    blog,
    breadcrumbs,
    person,
    publisher,
    script_text,
    site_id,
)
from blog.posts.models import Post
from blog.site.addresses import absolute
from blog.site.identity import OPEN_GRAPH_LOCALES, licence, site_name


def for_article(post: Post, *, translations: Sequence[Post] = ()) -> PageMetadata:
    """Return the head of the page of an article that readers see.

    Args:
        post: loaded by `published_article` or `whole_article`.
        translations: the same article in other languages, as far as readers see those; loaded
            with `slug`, `language` and `canonical_url`.
    """
    url = absolute(post.get_absolute_url())
    canonical_url = post.canonical_url or url
    authors = [byline.author for byline in post.bylines.all()]
    tags = [item.tag.name for item in post.tagged_items.all()]
    description = description_of(post.excerpt)
    words = words_of(post)
    card = PageImage(absolute(card_url(post, words)), CARD_WIDTH, CARD_HEIGHT, card_alt(words))
    nodes = [_posting(post, url, description, card, authors, tags), publisher()]
    if post.category:
        nodes.append(breadcrumbs([post.category], post.title))
    return PageMetadata(
        title=title_of(post.title),
        description=description,
        canonical_url=canonical_url,
        properties=open_graph(
            "article", post.title, description, canonical_url, card,
            language=post.language, also=_particulars(post, translations, authors, tags),
        ),
        twitter_card="summary_large_image",
        alternates=_alternates(post, translations),
        feed_title=site_name(),
        structured_data=script_text(*nodes),
    )  # fmt: skip


def for_preview(post: Post) -> PageMetadata:
    """Return the head of an article's page for those who may see it before its readers."""
    return PageMetadata(title=title_of(post.title), is_indexed=False, feed_title=site_name())


def _particulars(
    post: Post, translations: Sequence[Post], authors: Sequence[Author], tags: Sequence[str]
) -> list[Pair]:
    """Return what the Open Graph protocol has for articles alone."""
    published, updated = post.published_at, post.updated_at
    return [
        *(("og:locale:alternate", OPEN_GRAPH_LOCALES[one.language]) for one in translations),
        ("article:published_time", published.isoformat() if published else ""),
        ("article:modified_time", updated.isoformat() if updated else ""),
        *(("article:author", absolute(author.get_absolute_url())) for author in authors),
        ("article:section", post.category.name if post.category else ""),
        *(("article:tag", tag) for tag in tags),
    ]


def _alternates(post: Post, translations: Sequence[Post]) -> tuple[Pair, ...]:
    """Return the article in each of its languages, and for all others in its original one.

    Each page of a group says the same, as search engines ask for. A page whose home is elsewhere
    has no part in it: they would not go by what it says.
    """
    group = sorted(
        (one for one in [post, *translations] if not one.canonical_url),
        key=lambda one: one.html_language,
    )
    if len(group) < 2 or post not in group:
        return ()
    found = [(one.html_language, absolute(one.get_absolute_url())) for one in group]
    original = [one for one in group if one.pk == post.original_id]
    return (*found, *(("x-default", absolute(one.get_absolute_url())) for one in original))


def _posting(
    post: Post,
    url: str,
    description: str,
    card: PageImage,
    authors: Sequence[Author],
    tags: Sequence[str],
) -> Node:
    published, updated = post.published_at, post.updated_at
    cover, series = post.cover, post.series
    licence_url = licence()[1]
    return {
        "@type": "BlogPosting",
        "@id": f"{url}#article",
        "mainEntityOfPage": post.canonical_url or url,
        "url": url,
        "headline": post.title,
        "description": description,
        "image": [*([absolute(cover.url)] if cover else []), card.url],
        "datePublished": published.isoformat() if published else "",
        "dateModified": updated.isoformat() if updated else "",
        "author": [person(author) for author in authors],
        "publisher": {"@id": site_id("publisher")},
        "inLanguage": post.html_language,
        "articleSection": post.category.name if post.category else "",
        "keywords": [*tags],
        "timeRequired": f"PT{post.reading_minutes}M",
        "license": licence_url,
        "position": post.series_position if series else None,
        "isPartOf": [
            blog(),
            *(
                [{
                    "@type": "CreativeWorkSeries",
                    "name": series.title,
                    "url": absolute(series.get_absolute_url()),
                }]
                if series
                else []
            ),
        ],
    }  # fmt: skip
