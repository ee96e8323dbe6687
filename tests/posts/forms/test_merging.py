"""A save on top of somebody else's: merged, put to a choice, never silent and never lost."""

import pytest

from accounts.models import Role
from blog.posts.models import Post, Series
from tests.factories import make_author, make_category, make_post, make_user
from tests.posts.form_data import change_address, form_of
from tests.posts.forms.merging import BODY, form_in, merging, posted_again, saved_by, sentence

pytestmark = pytest.mark.django_db


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
