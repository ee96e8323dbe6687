"""A part of a listing is what counting off the whole list would give."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.paginator import EmptyPage, Paginator

from blog.posts.listings.listing import PostListing
from blog.posts.listings.paginating import ListedPosts
from blog.posts.listings.slices import Slice, slice_of
from blog.posts.models import Post
from tests.factories import make_author, make_category
from tests.posts.listings import plainly

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture
def many():
    """A hundred articles over two years, several of one moment, some scheduled, some updated
    since, one with an update that is dated ahead."""
    category = make_category(parent=make_category())
    author = make_author()
    for number in range(100):
        at = NOW + timedelta(days=40 - 7 * (number // 3) - number % 5)
        post = Post(
            title="T",
            slug=f"post-{number}",
            status="published" if number % 9 else "draft",
            published_at=at,
            updated_at=at + timedelta(days=30 * (number % 4 == 0)),
            category=category if number % 2 else category.parent,
        )
        post.save()
        post.set_bylines([author])
        post.tags.set(["often", f"tag {number % 5}"])
    Post.objects.filter(slug="post-50").update(updated_at=NOW + timedelta(days=35))
    post = Post.objects.get(slug="post-50")
    return [
        PostListing.latest(),
        PostListing.of_category(category),
        PostListing.of_category(category.parent),
        PostListing.of_tag(post.tags.get(name="often")),
        PostListing.of_tag(post.tags.get(name="tag 0")),
        PostListing.of_author(author),
        PostListing.of_month(2026, 11),
        PostListing.of_month(2026, 12),
        PostListing.of_year(2026),
        PostListing.of_year(2025),
        PostListing.of_year(1999),
    ]


@pytest.mark.parametrize("days", [-300, -1, 0, 10, 36, 90])
def test_every_page_at_every_time_is_that_of_the_plain_list(many, days):
    now = NOW + timedelta(days=days)
    for listing in many:
        whole = plainly.visible(listing, now)
        for start in range(0, len(whole) + 14, 7):
            assert slice_of(listing, start, start + 7, now) == Slice(
                len(whole), whole[start : start + 7]
            ), (listing, start)
        assert slice_of(listing, 0, 200, now).pks == whole


def test_an_update_that_is_dated_ahead_comes_first(many):
    listing = many[0]
    first = Post.objects.get(slug="post-50").pk
    assert slice_of(listing, 0, 1, NOW).pks == [first]
    assert plainly.visible(listing, NOW)[0] == first


def test_a_place_past_all_ends_is_empty(many):
    assert slice_of(many[0], 10**30, 10**30 + 12, NOW).pks == []
    assert slice_of(many[0], 0, 10**30, NOW).total == slice_of(many[0], 5, 5, NOW).total


def test_a_paginator_has_all_pages_and_one_at_hand(many, django_assert_num_queries):
    total = slice_of(many[0], 0, 0, NOW).total
    with django_assert_num_queries(1):
        page = Paginator(ListedPosts(many[0], 3, 12, NOW), 12).page(3)
        shown = list(page)
    assert shown == plainly.visible(many[0], NOW)[24:36]
    assert (page.paginator.count, page.paginator.num_pages) == (total, -(-total // 12))
    with pytest.raises(EmptyPage):
        Paginator(ListedPosts(many[0], 99, 12, NOW), 12).page(99)
    with pytest.raises(IndexError):
        list(page.paginator.page(2))
