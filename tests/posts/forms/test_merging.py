"""A save on top of somebody else's: merged, put to a choice, never silent and never lost."""

import json

import lxml.html
import pytest
from django.contrib.admin.models import LogEntry
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import Role
from blog.posts.forms.merging import compare_without_base
from blog.posts.forms.post import PostForm
from blog.posts.forms.state import comparable, read_state
from blog.posts.models import Byline, Post, Series
from tests.factories import make_author, make_category, make_post, make_user
from tests.posts.form_data import change_address, form_of

pytestmark = pytest.mark.django_db

BODY = "First paragraph. 第一句。第二句。\n\nSecond paragraph.\n\nThird paragraph."


@pytest.fixture
def admin(client, editor):
    client.force_login(editor)
    return client


def saved_by(user, post, **changes):
    """Store changes as another person's form would; return nothing."""
    theirs = Post.objects.get(pk=post.pk)
    for name, value in changes.items():
        setattr(theirs, name, value)
    theirs.save()
    theirs.record_revision(by=user, note="in between")


def posted_again(response, **changes):
    """What a browser posts from the page of the form that it was shown, with `changes`."""
    page = lxml.html.fromstring(response.content.decode())
    data = {}
    form = page.get_element_by_id("post_form")
    for name, value in form.form_values():
        data.setdefault(name, []).append(value)
    for area in form.iter("textarea"):
        # A browser takes the first line end for the tag's (HTML Standard, 13.2.6.4.7).
        data[area.name] = [area.value.removeprefix("\n")]
    return {**data, **changes}


def form_in(response):
    assert response.status_code == 200
    return response.context["adminform"].form


def sentence(response):
    return " ".join(form_in(response).non_field_errors())


def merging(response):
    return form_in(response).merging


# Different places


def test_changes_to_different_places_are_merged_and_shown_and_stored_by_the_second_save(admin):
    post, emma = make_post(body=BODY), make_user("emma")
    mine = form_of(post, body=BODY.replace("First", "My first"))
    saved_by(emma, post, body=BODY.replace("Third", "Their third"))
    both = BODY.replace("First", "My first").replace("Third", "Their third")

    response = admin.post(change_address(post), mine)
    assert Post.objects.get(pk=post.pk).body == BODY.replace("Third", "Their third")
    assert form_in(response)["body"].value() == both
    assert "emma saved this article" in sentence(response)
    assert "Look at the merged article below and save again" in sentence(response)
    page = response.content.decode()
    assert "in between" in page
    assert "<ins>My first</ins>" in page or "<ins>My f" in page
    assert merging(response).questions == []

    response = admin.post(change_address(post), posted_again(response))
    assert response.status_code == 302, response.context["errors"]
    assert Post.objects.get(pk=post.pk).body == both
    assert post.revisions.count() == 3


def test_different_sentences_of_one_chinese_paragraph_are_merged(admin):
    text = "甲写了第一句话。乙写了第二句话。丙写了第三句话。丁写了第四句话。"
    post = make_post(body=text)
    mine = form_of(post, body=text.replace("甲", "我"))
    saved_by(make_user(), post, body=text.replace("丁", "她"))
    response = admin.post(change_address(post), mine)
    assert form_in(response)["body"].value() == text.replace("甲", "我").replace("丁", "她")


def test_small_fields_that_only_they_changed_are_taken_and_named(admin):
    category, post = make_category("Databases"), make_post("Old title", body=BODY)
    mine = form_of(post, summary="My summary")
    saved_by(make_user(), post, title="Their title", category=category)
    response = admin.post(change_address(post), mine)
    form = form_in(response)
    assert (form["title"].value(), form["summary"].value()) == ("Their title", "My summary")
    assert form["category"].value() == str(category.pk)
    assert set(merging(response).taken) == {
        ("Title", "Old title", "Their title"),
        ("Category", "", "Databases"),
    }
    assert admin.post(change_address(post), posted_again(response)).status_code == 302
    post = Post.objects.get(pk=post.pk)
    assert (post.title, post.summary, post.category) == ("Their title", "My summary", category)


def test_tags_of_both_sides_are_kept(admin):
    post = make_post(tags=["kept", "mine goes", "theirs goes"])
    mine = form_of(post, tags=["kept", "theirs goes", "my new"])
    theirs = Post.objects.get(pk=post.pk)
    theirs.save()
    theirs.tags.set(["kept", "mine goes", "their new"])
    response = admin.post(change_address(post), mine)
    assert set(form_in(response)["tags"].value()) == {"kept", "my new", "their new"}
    assert admin.post(change_address(post), posted_again(response)).status_code == 302
    assert set(post.tags.names()) == {"kept", "my new", "their new"}


def test_the_base_moves_so_that_a_third_save_is_merged_again(admin):
    post = make_post(body=BODY)
    mine = form_of(post, body=BODY.replace("First", "My first"))
    saved_by(make_user(), post, body=BODY.replace("Third", "Their third"))
    response = admin.post(change_address(post), mine)
    saved_by(make_user("zoe"), post, body=BODY.replace("Third", "Zoe's third"))
    response = admin.post(change_address(post), posted_again(response))
    assert "zoe" in sentence(response)
    expected = BODY.replace("First", "My first").replace("Third", "Zoe's third")
    assert form_in(response)["body"].value() == expected


# The same place


def conflict(admin, **fields):
    post = make_post(body=BODY, **fields)
    mine = form_of(post, body=BODY.replace("Second", "My second"))
    saved_by(make_user("emma"), post, body=BODY.replace("Second", "Their second"))
    return post, mine, admin.post(change_address(post), mine)


@pytest.mark.parametrize("choice", ["mine", "theirs", "both"])
def test_the_same_place_is_put_to_a_choice_side_by_side(choice, admin):
    post, _mine, response = conflict(admin)
    assert "My second" in form_in(response)["body"].value()
    assert "Their second" not in form_in(response)["body"].value()
    question = merging(response).questions[0]
    assert not any(side.is_chosen for side in question.sides)
    assert [part for side in question.sides for is_own, part in side.runs if is_own]
    assert "1 place differs" in sentence(response)
    page = response.content.decode()
    assert page.count(f'name="{question.name}"') == 3
    assert "checked" not in page[page.index('id="page-merge"') : page.index("</section>")]

    response = admin.post(change_address(post), posted_again(response, **{question.name: choice}))
    assert "Look at the merged article" in sentence(response)
    merged = form_in(response)["body"].value()
    assert ("My second paragraph." in merged) == (choice != "theirs")
    assert ("Their second paragraph." in merged) == (choice != "mine")
    assert "Their second" in Post.objects.get(pk=post.pk).body
    response = admin.post(change_address(post), posted_again(response))
    assert response.status_code == 302
    assert Post.objects.get(pk=post.pk).body == merged


def test_missing_choices_are_counted_and_those_made_are_kept(admin):
    post = make_post("Old", body=BODY, slug="old")
    mine = form_of(post, title="Mine", slug="mine", body=BODY.replace("Second", "My second"))
    saved_by(make_user(), post, title="Theirs", slug="theirs", body=BODY.replace("Second", "Their"))
    response = admin.post(change_address(post), mine)
    assert "3 places differ, and 3 of them wait" in sentence(response)
    response = admin.post(change_address(post), posted_again(response, **{"merge-title": "theirs"}))
    assert "3 places differ, and 2 of them wait" in sentence(response)
    chosen = {question.name for question in merging(response).questions if not question.is_left}
    assert chosen == {"merge-title"}
    assert form_in(response)["title"].value() == "Mine"
    choices = {question.name: "mine" for question in merging(response).questions}
    choices["merge-title"] = "theirs"
    response = admin.post(change_address(post), posted_again(response, **choices))
    assert form_in(response)["title"].value() == "Theirs"
    assert form_in(response)["slug"].value() == "mine"
    assert admin.post(change_address(post), posted_again(response)).status_code == 302
    post = Post.objects.get(pk=post.pk)
    assert (post.title, post.slug) == ("Theirs", "mine")
    assert post.redirects.filter(path="/posts/theirs/").exists()


@pytest.mark.parametrize("choice", ["both", "", "x" * 5000, "\0"])
def test_a_small_field_takes_one_side_only(choice, admin):
    post = make_post("Old")
    mine = form_of(post, title="Mine")
    saved_by(make_user(), post, title="Theirs")
    response = admin.post(change_address(post), {**mine, "merge-title": choice})
    assert "1 place differs" in sentence(response)


def test_choices_survive_another_save_elsewhere_in_the_article(admin):
    post, _mine, response = conflict(admin)
    name = merging(response).questions[0].name
    stored = Post.objects.get(pk=post.pk).body
    saved_by(make_user(), post, body=stored, summary="Theirs", title="Theirs")
    response = admin.post(
        change_address(post), posted_again(response, title="Mine too", **{name: "mine"})
    )
    left = [question.label for question in merging(response).questions if question.is_left]
    assert left == ["Title"]


def test_a_deletion_against_a_change_is_a_conflict(admin):
    post = make_post(body=BODY)
    mine = form_of(post, body=BODY.replace("\n\nSecond paragraph.", ""))
    saved_by(make_user(), post, body=BODY.replace("Second", "Their second"))
    response = admin.post(change_address(post), mine)
    assert len(merging(response).questions) == 1
    assert "<em>nothing</em>" in response.content.decode()


# One's own tabs, and saves that change nothing


def test_ones_own_second_tab_is_named(admin, editor):
    post = make_post(body=BODY)
    mine = form_of(post, body=BODY.replace("First", "My first"))
    saved_by(editor, post, body=BODY.replace("Third", "My third"))
    response = admin.post(change_address(post), mine)
    assert "You saved this article in another tab" in sentence(response)


def test_a_save_of_small_fields_names_who_made_it(admin, client):
    post, emma = make_post(body=BODY), make_user("emma", role=Role.EDITOR)
    mine = form_of(post, body=BODY.replace("First", "My first"))
    client.force_login(emma)
    assert client.post(change_address(post), form_of(post, summary="Hers")).status_code == 302
    client.force_login(make_user("zoe", role=Role.EDITOR))
    assert "emma saved this article" in sentence(client.post(change_address(post), mine))


@pytest.mark.parametrize("theirs", [{}, {"source_digest": "other"}])
def test_a_save_in_between_that_changed_nothing_stops_nobody(theirs, admin):
    post = make_post(body=BODY, tags=["A", "b"], published_at=timezone.now())
    mine = form_of(post, body="Mine")
    saved_by(make_user(), post, **theirs)
    response = admin.post(change_address(post), mine)
    assert response.status_code == 302, (form_in(response).errors, merging(response))
    assert Post.objects.get(pk=post.pk).body == "Mine"


def test_a_double_click_is_no_conflict(admin):
    post = make_post(body=BODY, tags=["a"])
    mine = form_of(post, body="Mine", title="Mine", tags=["b", "a"])
    for _ in range(2):
        assert admin.post(change_address(post), mine).status_code == 302
    assert post.revisions.count() == 2


@pytest.mark.parametrize("body", ["One\r\n\r\nTwo\r\n", "  One\n\nTwo\n\n"])
def test_line_ends_and_blank_ends_are_no_change(body, admin):
    post = make_post(body=body)
    mine = form_of(post, body="One\r\n\r\nTwo", summary="Mine")
    saved_by(make_user(), post, summary="Theirs", title="Theirs")
    response = admin.post(change_address(post), mine)
    assert [question.label for question in merging(response).questions] == ["Summary"]


def test_line_ends_are_stored_as_one_character(admin):
    post = make_post()
    admin.post(change_address(post), form_of(post, body="One\r\n\r\nTwo\rThree"))
    assert Post.objects.get(pk=post.pk).body == "One\n\nTwo\nThree"


def test_a_date_is_the_same_in_every_notation(admin, editor, now):
    post = make_post(published_at=now)
    mine = form_of(post, body="Mine")
    state = json.loads(mine["base_state"])
    mine["published_at_0"] = mine["published_at_0"].replace("-", "/")
    state["published_at_0"] = [mine["published_at_0"]]
    mine["base_state"] = json.dumps(state)
    saved_by(make_user(), post, title="Theirs")
    editor.admin_language = "zh-hans"
    editor.save()
    response = admin.post(change_address(post), mine)
    assert len(merging(response).taken) == 1
    assert merging(response).questions == []


def test_the_log_names_what_the_author_changed_only(admin):
    post = make_post(body=BODY, summary="A\nb")
    admin.post(change_address(post), form_of(post, title="Mine"))
    entry = LogEntry.objects.get()
    assert json.loads(entry.change_message) == [{"changed": {"fields": ["Title"]}}]


def test_a_form_begins_from_a_revision_only_if_that_says_what_is_stored(admin):
    post = make_post(body=BODY)
    assert posted_again(admin.get(change_address(post)))["base_revision"] == ["1"]
    post.body = "Stored without a revision"
    post.save()
    page = admin.get(change_address(post))
    assert posted_again(page)["base_revision"] == ["0"]
    mine = posted_again(page, body="Mine")
    saved_by(make_user(), post, body="Theirs")
    response = admin.post(change_address(post), mine)
    question = merging(response).questions[0]
    assert question.before is None
    assert "did not say rightly" not in sentence(response)


def test_what_the_page_posts_untouched_is_stored_without_a_question(admin, now):
    """The form's own fields, as a browser sends them back, agree with what is stored."""
    one = Series.objects.create(title="One", slug="one")
    post = make_post(
        body=BODY, summary="a\nb", published_at=now, tags=["x", "Y"], series=one,
        series_position=2, category=make_category(), authors=[make_author(), make_author()],
    )  # fmt: skip
    untouched = posted_again(admin.get(change_address(post)))
    saved_by(make_user(), post, canonical_url="https://example.org/theirs")
    response = admin.post(change_address(post), {**untouched, "title": "Mine"})
    assert merging(response).questions == []
    assert [label for label, *_sides in merging(response).taken] == ["Canonical URL"]
    assert admin.post(change_address(post), posted_again(response)).status_code == 302
    stored = Post.objects.get(pk=post.pk)
    assert (stored.title, stored.canonical_url) == ("Mine", "https://example.org/theirs")
    assert stored.published_at == now
    assert len(names_of(stored)) == 2


def test_an_article_deleted_during_its_save_is_not_made_again(editor):
    post = make_post(body=BODY)
    data = QueryDict("", mutable=True)
    for name, value in form_of(post, body="Mine").items():
        data.setlist(name, value if isinstance(value, list) else [str(value)])
    form = type("Form", (PostForm,), {"user": editor})(data, instance=post)
    Post.objects.filter(pk=post.pk).delete()
    assert not form.is_valid()
    assert "was deleted" in form.non_field_errors()[0]
    assert "was deleted" in str(form.non_field_errors())


# Status and rights


def test_a_status_changed_meanwhile_is_taken_and_shown(admin, now):
    post = make_post(status=Post.Status.DRAFT, body=BODY)
    mine = form_of(post, body=BODY.replace("First", "My first"))
    saved_by(
        make_user("emma"), post, status=Post.Status.PUBLISHED, published_at=now, updated_at=now
    )
    response = admin.post(change_address(post), mine)
    assert form_in(response)["status"].value() == "published"
    assert ("Status", "draft", "published") in merging(response).taken
    assert admin.post(change_address(post), posted_again(response)).status_code == 302
    post = Post.objects.get(pk=post.pk)
    assert (post.status, post.published_at) == (Post.Status.PUBLISHED, now)


def test_a_contributor_who_never_sees_the_date_merges_all_the_same(client):
    user = make_user("kai", role=Role.CONTRIBUTOR)
    post = make_post(status="draft", body=BODY, authors=[make_author("Kai", user=user)])
    client.force_login(user)
    mine = form_of(post, body=BODY.replace("First", "My first"), status="in_review")
    saved_by(make_user(), post, body=BODY.replace("Third", "Their third"))
    response = client.post(change_address(post), mine)
    assert form_in(response)["status"].value() == "in_review"
    assert client.post(change_address(post), posted_again(response)).status_code == 302
    assert list(post.bylines.values_list("author__name", flat=True)) == ["Kai"]


# Bylines


def with_authors(*names):
    authors = [make_author(name) for name in names]
    return make_post(body=BODY, authors=authors), authors


def shown_authors(response):
    formset = response.context["inline_admin_formsets"][0].formset
    rows = [form for form in formset.forms if form["author"].value()]
    return [int(form["author"].value()) for form in rows]


def names_of(post):
    return [byline.author.name for byline in post.bylines.order_by("position")]


def test_bylines_that_only_they_changed_are_theirs(admin):
    post, (a, _b) = with_authors("A", "B")
    mine = form_of(post, body="Mine")
    c = make_author("C")
    post.set_bylines([c, a])
    saved_by(make_user(), post, title="Theirs")
    response = admin.post(change_address(post), mine)
    assert shown_authors(response) == [c.pk, a.pk]
    assert admin.post(change_address(post), posted_again(response)).status_code == 302
    assert names_of(post) == ["C", "A"]


def test_bylines_that_only_i_changed_are_mine(admin):
    post, _authors = with_authors("A", "B")
    mine = form_of(post, **{"bylines-0-DELETE": "on"})
    saved_by(make_user(), post, title="Theirs")
    response = admin.post(change_address(post), mine)
    assert admin.post(change_address(post), posted_again(response)).status_code == 302
    assert names_of(post) == ["B"]


def test_bylines_that_both_changed_are_theirs_and_mine_are_named(admin):
    post, _authors = with_authors("A", "B")
    mine = form_of(post, **{"bylines-TOTAL_FORMS": 3, "bylines-2-author": make_author("Mine").pk})
    post.set_bylines([make_author("Theirs")])
    response = admin.post(change_address(post), mine)
    assert response.status_code == 200
    page = response.content.decode()
    assert "yours were: A, B, Mine" in page
    assert names_of(post) == ["Theirs"]
    assert admin.post(change_address(post), posted_again(response)).status_code == 302
    assert names_of(post) == ["Theirs"]


def test_a_byline_that_vanished_is_no_dead_end(admin):
    post, (a, b) = with_authors("A", "B")
    mine = form_of(post, body="Mine")
    Byline.objects.filter(post=post).delete()
    post.set_bylines([a, b])
    assert admin.post(change_address(post), mine).status_code == 302
    assert names_of(post) == ["A", "B"]


@pytest.mark.parametrize(
    "forged",
    [
        {"bylines-TOTAL_FORMS": "x"},
        {"bylines-INITIAL_FORMS": "", "bylines-TOTAL_FORMS": "99999999"},
        {"bylines-0-id": "x", "bylines-1-id": "-5"},
        {"bylines-0-id": "99999999999999999999"},
        {"bylines-1-id": ""},
    ],
)
def test_forged_rows_give_no_traceback_and_lose_no_name(forged, admin):
    post, _authors = with_authors("A", "B")
    assert admin.post(change_address(post), form_of(post, **forged)).status_code == 302
    assert names_of(post) == ["A", "B"]


def test_who_may_not_assign_bylines_can_neither_add_nor_drop_one(client):
    user = make_user("kai", role=Role.AUTHOR)
    post = make_post(authors=[make_author("Kai", user=user), make_author("B")])
    client.force_login(user)
    stranger = make_author("Stranger")
    forged = form_of(post, body="Mine")
    forged = {name: value for name, value in forged.items() if not name.startswith("bylines")}
    forged |= {
        "bylines-TOTAL_FORMS": 1, "bylines-INITIAL_FORMS": 0, "bylines-0-author": stranger.pk,
    }  # fmt: skip
    assert client.post(change_address(post), forged).status_code == 302
    assert Post.objects.get(pk=post.pk).body == "Mine"
    assert names_of(post) == ["Kai", "B"]


# What no browser sends by itself

FORGED = [
    {"base_version": "-1"},
    {"base_version": "1' OR 1=1"},
    {"base_version": "9" * 400},
    {"base_version": ""},
    {"base_revision": "-4"},
    {"base_revision": "text"},
    {"base_revision": "999"},
    {"base_revision": "9" * 5000},
    {"base_state": "{"},
    {"base_state": "[]"},
    {"base_state": '{"title": "text"}'},
    {"base_state": '{"title": [1]}'},
    {"base_state": '{"title": ["\\ud800"]}'},
    {"base_state": "[" * 100_000},
    {"base_state": json.dumps({"title": ["x" * 1_500_000]})},
]


@pytest.mark.parametrize("forged", FORGED, ids=lambda forged: str(forged)[:30])
def test_a_forged_beginning_stores_nothing_and_is_no_dead_end(forged, admin):
    post = make_post("Stored title", body=BODY)
    mine = form_of(post, title="My title", body=BODY.replace("Second", "My second"), **forged)
    response = admin.post(change_address(post), mine)
    assert "did not say rightly which version" in sentence(response)
    assert Post.objects.get(pk=post.pk).title == "Stored title"
    assert "My second" in form_in(response)["body"].value()
    assert form_in(response)["title"].value() == "My title"
    assert not any(name.startswith("base_") for name in form_in(response).errors)
    labels = [question.label for question in merging(response).questions]
    assert labels == ["Text", "Title"]
    choices = {question.name: "mine" for question in merging(response).questions}
    response = admin.post(change_address(post), posted_again(response, **choices))
    assert "Look at the merged article" in sentence(response)
    assert admin.post(change_address(post), posted_again(response)).status_code == 302
    post = Post.objects.get(pk=post.pk)
    assert (post.title, post.body) == ("My title", BODY.replace("Second", "My second"))


def test_a_revision_of_another_article_is_no_beginning(admin):
    other = make_post(body="Other")
    for number in range(4):
        saved_by(None, other, body=f"Other {number}")
    post = make_post(body=BODY)
    mine = form_of(post, body="Mine", base_revision=5)
    response = admin.post(change_address(post), mine)
    assert "did not say rightly" in sentence(response)
    assert "Other 3" not in response.content.decode()


@pytest.mark.parametrize("forged", FORGED, ids=lambda forged: str(forged)[:30])
def test_a_forged_beginning_is_no_dead_end_for_a_new_article_either(forged, admin):
    address = reverse("admin:posts_post_add")
    response = admin.post(address, form_of(title="New", **forged))
    if response.status_code == 200:
        assert "Nothing has been saved now" in sentence(response)
        assert not Post.objects.exists()
        response = admin.post(address, posted_again(response))
    assert response.status_code == 302
    assert Post.objects.get().title == "New"


def test_a_stale_form_that_says_little_is_compared_place_by_place(admin):
    post = make_post("Old", body=BODY)
    mine = form_of(post, body=BODY.replace("First", "My first"), base_revision="", base_state="")
    saved_by(make_user("emma"), post, title="Theirs")
    response = admin.post(change_address(post), mine)
    assert [question.label for question in merging(response).questions] == ["Text", "Title"]
    assert "emma" in sentence(response)


def test_what_another_wrote_is_escaped(admin):
    post = make_post(body=BODY, title="Old")
    mine = form_of(post, title="<b>mine</b>", body=BODY.replace("Second", "<b>mine</b>"))
    saved_by(
        make_user(),
        post,
        title="<script>",
        body=BODY.replace("Second", "<script>alert(1)</script>"),
    )
    response = admin.post(change_address(post), mine)
    page = response.content.decode()
    assert "<script>alert" not in page
    assert "<b>mine" not in page


def test_errors_of_the_merged_article_are_shown_with_it(admin):
    make_post(slug="taken")
    post = make_post(body=BODY)
    mine = form_of(post, slug="taken")
    saved_by(make_user(), post, body=BODY.replace("First", "Their first"))
    response = admin.post(change_address(post), mine)
    assert "slug" in form_in(response).errors
    assert "Their first" in form_in(response)["body"].value()


def test_a_part_of_a_series_goes_with_its_place(admin):
    one = Series.objects.create(title="One", slug="one")
    two = Series.objects.create(title="Two", slug="two")
    post = make_post(series=one, series_position=1)
    mine = form_of(post, series_position=4)
    saved_by(make_user(), post, series=two, series_position=7)
    question = merging(admin.post(change_address(post), mine)).questions[0]
    assert [side.runs for side in question.sides] == [
        [(True, "One 4")],
        [(True, "Two 7")],
    ]


# The parts that need no request

TEXTS = st.lists(st.sampled_from(["a\n", "b\n", "c\n", "\n", "d"]), max_size=8).map("".join)


@given(TEXTS, TEXTS)
def test_without_a_base_either_side_can_be_had_whole(mine, theirs):
    merged = compare_without_base(mine, theirs)
    keys = [part.key for part in merged.segments if hasattr(part, "key")]
    assert len(set(keys)) == len(keys)
    assert merged.resolved(dict.fromkeys(keys, "mine")) == mine
    assert merged.resolved(dict.fromkeys(keys, "theirs")) == theirs


@pytest.mark.parametrize(
    ("unit", "first", "second", "is_same"),
    [
        ("title", ["a "], ["a"], True),
        ("title", ["a"], ["A"], False),
        ("title", [], [""], True),
        ("summary", ["a\r\nb"], ["a\nb"], True),
        ("tags", ["A", "b c"], ["b  c", "a"], True),
        ("tags", ["a"], [], False),
    ],
)
def test_values_that_mean_the_same_compare_equal(unit, first, second, is_same):
    assert (comparable(unit, [first]) == comparable(unit, [second])) == is_same


@pytest.mark.parametrize("day", ["2026-11-20", "2026/11/20", "11/20/2026"])
def test_dates_compare_by_their_meaning(day):
    assert comparable("published_at", [[day], ["12:00"]]) == comparable(
        "published_at", [["2026-11-20"], ["12:00:00"]]
    )


@given(st.text())
def test_any_text_is_a_state_or_none(text):
    state = read_state(text)
    assert state is None or isinstance(state, dict)
