"""What a browser posts for the form of an article."""

import json

from django.urls import reverse
from django.utils import timezone

from blog.posts.forms.state import BYLINES, VALUES


def change_address(post):
    return reverse("admin:posts_post_change", args=[post.pk])


def form_of(post=None, **changes):
    """What a browser would send for the form of a post (None: a new one) as it is now stored.

    `changes` is what the author typed over that; what the form began from stays.
    """
    bylines = list(post.bylines.order_by("position")) if post else []
    data = {
        "title": post.title if post else "A title",
        "slug": post.slug if post else "a-title",
        "body": post.body.replace("\n", "\r\n") if post else "Some *text*.",
        "summary": post.summary if post else "",
        "language": post.language if post else "en",
        "category": (post.category_id or "") if post else "",
        "series": (post.series_id or "") if post else "",
        "series_position": (post.series_position or "") if post else "",
        "cover": (post.cover_id or "") if post else "",
        "translation_of": (post.translation_of_id or "") if post else "",
        "canonical_url": post.canonical_url if post else "",
        "status": post.status if post else "draft",
        "published_at_0": "",
        "published_at_1": "",
        "tags": [tag.name for tag in post.tags.all()] if post else [],
        "bylines-TOTAL_FORMS": len(bylines),
        "bylines-INITIAL_FORMS": len(bylines),
        "bylines-MIN_NUM_FORMS": 0,
        "bylines-MAX_NUM_FORMS": 1000,
    }
    if post and post.published_at:
        local = timezone.localtime(post.published_at)
        data["published_at_0"], data["published_at_1"] = f"{local:%Y-%m-%d}", f"{local:%H:%M:%S}"
    for number, byline in enumerate(bylines):
        data[f"bylines-{number}-id"] = byline.pk
        data[f"bylines-{number}-post"] = post.pk
        data[f"bylines-{number}-author"] = byline.author_id
        data[f"bylines-{number}-place"] = byline.position
    return {**data, **_beginning(post, data, bylines), **changes}


def _beginning(post, data, bylines):
    """The hidden fields that say what the form began from."""
    if post is None:
        return {"base_version": 0, "base_revision": 0, "base_state": "{}"}
    newest = post.revisions.order_by("-number").first()
    is_known = newest and (newest.title, newest.body) == (post.title, post.body)
    state = {
        name: data[name] if name == "tags" else [str(data[name])] if data[name] != "" else []
        for name in VALUES
    }
    state[BYLINES] = [str(byline.author_id) for byline in bylines]
    return {
        "base_version": post.version,
        "base_revision": newest.number if is_known else 0,
        "base_state": json.dumps(state),
    }
