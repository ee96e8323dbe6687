"""What a form begins with when an unsaved copy is taken up, and which copies are offered."""

import json
import uuid
from datetime import timedelta

import pytest

from blog.posts.models import OpenForm, UnsavedCopy
from blog.posts.models.open_form import SILENT_AFTER
from blog.posts.models.unsaved_copy import KEPT_FOR
from blog.posts.unsaved.keeping import (
    MOST_COPIES,
    NUMBER,
    SURELY_KEPT_FOR,
    fields_to_keep,
    keep,
    prune_of,
)
from blog.posts.unsaved.taking_up import all_offers, forget, initial_from, offers
from tests.factories import make_post, make_user

pytestmark = pytest.mark.django_db
BEGAN = {"title": ["Old"], "status": ["draft"], "tags": ["A", "b"], "series": [], "summary": []}


@pytest.fixture
def emma(db):
    return make_user("emma", role="author")


def kept(user, now, post=None, *, tab=None, number=1, taken_up=None, **fields):
    values = {"title": ["Old"], "body": ["text"], **fields}
    post_id = post.pk if post else None
    tab = tab or uuid.uuid4()
    return keep(user, tab, post_id, values, number=number, now=now, taken_up=taken_up)


def copy_of(**fields):
    return UnsavedCopy(
        pk=7, fields={"body": ["typed"], "base_state": [json.dumps(BEGAN)], **fields}
    )


# What is kept


def test_only_names_of_the_form_are_kept_with_one_line_end():
    sent = {"body": ["a\r\nb\rc"], "title": ["T"], "password": ["x"], "number": ["9"], "tags": []}
    assert fields_to_keep(sent) == {"body": ["a\nb\nc"], "title": ["T"], "tags": []}


def test_what_the_database_cannot_hold_is_replaced_where_it_can_be_seen():
    assert fields_to_keep({"body": ["a\0b\ud83dc"]}) == {"body": ["a\ufffdb\ufffdc"]}
    assert fields_to_keep({"body": ["😀"]}) == {"body": ["😀"]}


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"title": ["T"]},
        {"body": "text"},
        {"body": [1]},
        {"body": [None]},
        {"body": ["x"] * 1001},
    ],
)
def test_what_is_no_form_is_not_kept(sent):
    assert fields_to_keep(sent) is None


def test_a_tab_has_one_copy_and_the_latest_state_wins_whatever_comes_last(emma, now):
    tab = uuid.uuid4()
    first = kept(emma, now, tab=tab, number=5, body=["five"])
    late = kept(emma, now + timedelta(seconds=1), tab=tab, number=4, body=["four"])
    assert (late.pk, late.value("body"), late.saved_at) == (first.pk, "five", now)
    last = kept(emma, now + timedelta(seconds=2), tab=tab, number=6, body=["six"])
    assert (last.pk, last.value("body")) == (first.pk, "six")
    assert UnsavedCopy.objects.count() == 1


def test_another_user_with_the_same_tab_has_a_copy_of_their_own(emma, editor, now):
    tab = uuid.uuid4()
    assert kept(emma, now, tab=tab).pk != kept(editor, now, tab=tab).pk


def test_the_copy_taken_up_becomes_that_of_the_new_tab(emma, now):
    old = kept(emma, now, number=10**12)
    new = kept(emma, now, number=1, taken_up=old.pk, body=["typed on"])
    assert (new.pk, new.value("body")) == (old.pk, "typed on")
    assert UnsavedCopy.objects.get().tab != old.tab


def test_a_copy_whose_tab_is_open_stays_that_tabs(emma, now):
    post = make_post()
    old = kept(emma, now, post)
    OpenForm.objects.create(user=emma, post=post, tab=old.tab, seen_at=now)
    assert kept(emma, now, post, taken_up=old.pk).pk != old.pk


def test_nobody_takes_up_anothers_copy_or_one_of_another_article(emma, editor, now):
    others, elsewhere = kept(editor, now), kept(emma, now, make_post())
    for copy in (others, elsewhere):
        assert kept(emma, now, taken_up=copy.pk).pk != copy.pk
        copy.refresh_from_db()
        assert copy.value(NUMBER) == "1"


# Pruning


def test_a_first_copy_prunes_the_users_own_outdated_ones(emma, editor, now):
    kept(emma, now - KEPT_FOR - timedelta(days=1))
    others = kept(editor, now - KEPT_FOR - timedelta(days=1))
    young = kept(emma, now - KEPT_FOR + timedelta(days=1))
    fresh = kept(emma, now)
    assert set(UnsavedCopy.objects.all()) == {others, young, fresh}


def test_too_many_copies_lose_the_oldest_but_none_younger_than_a_day(emma, now):
    def fill(saved_at, count):
        UnsavedCopy.objects.bulk_create(
            UnsavedCopy(user=emma, tab=uuid.uuid4(), saved_at=saved_at) for _ in range(count)
        )

    fill(now - timedelta(hours=1), MOST_COPIES + 5)
    prune_of(emma, now)
    assert UnsavedCopy.objects.count() == MOST_COPIES + 5
    fill(now - SURELY_KEPT_FOR - timedelta(hours=1), 3)
    prune_of(emma, now)
    assert UnsavedCopy.objects.count() == MOST_COPIES + 5


# Taking up


def test_what_was_changed_is_put_in_and_what_was_not_is_left_to_the_article():
    copy = copy_of(
        title=["New"], status=["draft"], tags=["B", "a"], base_version=["3"], base_revision=["2"]
    )
    initial = initial_from(copy, as_new=False)
    assert initial == {
        "body": "typed",
        "title": "New",
        "unsaved_copy": 7,
        "base_version": 3,
        "base_revision": 2,
        "base_state": {"title": ["Old"], "series": [], "summary": []},
    }


def test_values_of_several_parts_go_together():
    copy = copy_of(
        published_at_0=["2026-11-20"],
        published_at_1=["08:00:00"],
        series=["4"],
        series_position=["2"],
        tags=["倒排索引"],
        significant=["on"],
        backdate=[],
        revision_note=["why"],
    )
    initial = initial_from(copy, as_new=True)
    assert initial["published_at"] == ["2026-11-20", "08:00:00"]
    assert (initial["series"], initial["series_position"]) == ("4", "2")
    assert initial["tags"] == ["倒排索引"]
    assert (initial["significant"], initial["revision_note"]) == (True, "why")
    assert "backdate" not in initial


def test_a_new_article_gets_every_value_and_no_beginning():
    copy = copy_of(title=["Old"], base_version=["3"], base_revision=["2"])
    initial = initial_from(copy, as_new=True)
    assert initial["title"] == "Old"
    assert not {"base_version", "base_revision", "base_state"} & set(initial)


@pytest.mark.parametrize("value", ["", "x", "-1", "9" * 30, "１"])
def test_a_beginning_that_cannot_be_is_unknown_rather_than_the_present_one(value):
    copy = UnsavedCopy(
        fields={
            "body": ["t"],
            "base_version": [value],
            "base_revision": [value],
            "base_state": ["{"],
        }
    )
    initial = initial_from(copy, as_new=False)
    assert (initial["base_version"], initial["base_revision"]) == (None, None)
    assert initial["base_state"] == {}


@pytest.mark.parametrize("value", ["x", "-1", "9" * 30, "１"])
def test_a_choice_that_is_no_row_is_left_out(value):
    copy = copy_of(category=[value], cover=["5"], series=[value], series_position=["1"])
    assert initial_from(copy, as_new=True) == {"body": "typed", "cover": "5", "unsaved_copy": 7}


# Offering


def test_offers_are_the_users_own_of_the_article_newest_first(emma, editor, now):
    post = make_post()
    kept(editor, now, post)
    kept(emma, now)
    older = kept(emma, now - timedelta(hours=1), post, body=["1234"], title=["A"])
    newer = kept(emma, now, post, body=["索引"])
    found = offers(emma, post, now)
    assert [(one.pk, one.characters, one.is_open) for one in found] == [
        (newer.pk, 2, False),
        (older.pk, 4, False),
    ]
    assert found[1].title == "A"
    assert offers(emma, post, now, tab=newer.tab, taken_up=older.pk) == []
    assert len(offers(emma, None, now)) == 1
    assert len(all_offers(emma, now, 10)) == 3


def test_a_copy_of_a_tab_that_lives_is_said_to_be_open(emma, now, django_assert_num_queries):
    post = make_post()
    open_copy, closed = kept(emma, now, post), kept(emma, now, post)
    OpenForm.objects.create(user=emma, post=post, tab=open_copy.tab, seen_at=now)
    silent = now - SILENT_AFTER - timedelta(seconds=1)
    OpenForm.objects.create(user=emma, post=post, tab=closed.tab, seen_at=silent)
    with django_assert_num_queries(1):
        found = offers(emma, post, now)
    assert {one.pk: one.is_open for one in found} == {open_copy.pk: True, closed.pk: False}


def test_a_save_parts_with_its_tabs_copy_and_the_one_taken_up(emma, editor, now):
    of_tab, taken_up, third = kept(emma, now), kept(emma, now), kept(emma, now)
    others = kept(editor, now, tab=of_tab.tab)
    forget(emma, tab=of_tab.tab, taken_up=taken_up.pk)
    assert set(UnsavedCopy.objects.all()) == {third, others}
    forget(emma, tab=None, taken_up=None)
    forget(emma, tab=None, taken_up=others.pk)
    assert set(UnsavedCopy.objects.all()) == {third, others}
