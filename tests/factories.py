"""Makers of rows with sensible values, for tests to say only what matters to them."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from accounts.models import User
from blog.authors.models import Author
from blog.categories.models import Category
from blog.posts.models import Post
from blog.slugs import unique_slug

_numbers = count(1)
FIRST_DAY = datetime(2026, 1, 1, 8, 0, tzinfo=UTC)


def make_user(username: str = "", **fields: Any) -> User:
    """A login; its password is `password`."""
    username = username or f"user-{next(_numbers)}"
    return User.objects.create_user(username, f"{username}@example.org", "password", **fields)


def make_author(name: str = "", **fields: Any) -> Author:
    name = name or f"Author {next(_numbers)}"
    return Author.objects.create(name=name, slug=unique_slug(name, model=Author), **fields)


def make_category(name: str = "", parent: Category | None = None, **fields: Any) -> Category:
    name = name or f"Category {next(_numbers)}"
    slug = unique_slug(name, model=Category)
    return Category.objects.create(name=name, slug=slug, parent=parent, **fields)


def make_post(
    title: str = "",
    *,
    authors: Sequence[Author] | None = None,
    tags: Sequence[str] = (),
    status: str = Post.Status.PUBLISHED,
    published_at: datetime | None = None,
    updated_at: datetime | None = None,
    **fields: Any,
) -> Post:
    """A post, published at a minute of its own in 2026 unless told otherwise."""
    number = next(_numbers)
    title = title or f"Post {number}"
    if published_at is None and status == Post.Status.PUBLISHED:
        published_at = FIRST_DAY + timedelta(minutes=number % 400_000)
    fields.setdefault("slug", unique_slug(title, model=Post))
    fields.setdefault("body", "Some *text*.")
    fields.setdefault("language", "en")
    post = Post(
        title=title,
        status=status,
        published_at=published_at,
        updated_at=updated_at or published_at,
        **fields,
    )
    post.save()
    post.set_bylines(authors if authors is not None else [make_author()])
    post.tags.set(tags)
    post.record_revision(by=None)
    return post
