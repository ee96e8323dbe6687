"""Keeping, looking at, taking up and discarding unsaved copies over HTTP."""

import json
import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from blog.posts.admin import unsaved_copy
from blog.posts.models import OpenForm, Post, UnsavedCopy
from tests.factories import make_author, make_category, make_post, make_user
from tests.posts.form_data import change_address, form_of

pytestmark = pytest.mark.django_db
STORE = "/admin/posts/post/unsaved/"
ADD = "/admin/posts/post/add/"


@pytest.fixture
def client(client, writer):
    client.force_login(writer.user)
    return client


@pytest.fixture
def post(writer):
    return make_post("Title", body="One.\n\nTwo.", authors=[writer], status="draft")


def fields_of(post=None, **changes):
    """What the composer sends of a form."""
    data = form_of(post, **changes)
    return {
        name: [str(one) for one in (value if isinstance(value, list) else [value])]
        for name, value in data.items()
        if not name.startswith("bylines-")
    }


def send(client, article=None, **changes):
    sent = {
        "tab": str(uuid.uuid4()),
        "post": article.pk if article else None,
        "number": 1,
        **changes,
    }
    if "fields" not in sent:
        sent["fields"] = fields_of(article)
    return client.post(STORE, sent, content_type="application/json")


def kept(user, now, post=None, **changes):
    return UnsavedCopy.objects.create(
        user=user, post=post, tab=uuid.uuid4(), fields=fields_of(post, **changes), saved_at=now
    )


def page_of(copy):
    return reverse("admin:posts_post_unsaved_copy", args=[copy.pk])


def discard_of(copy):
    return reverse("admin:posts_post_unsaved_discard", args=[copy.pk])


# Keeping


def test_what_is_typed_is_kept_and_the_article_untouched(client, writer, post, now):
    version = post.version
    tab = str(uuid.uuid4())
    response = send(client, post, tab=tab, fields=fields_of(post, body="typed\r\nmore"))
    assert response.status_code == 200
    copy = UnsavedCopy.objects.get()
    assert response.json() == {
        "saved_at": copy.saved_at.isoformat(),
        "page": page_of(copy),
        "take_up": f"{change_address(post)}?unsaved={copy.pk}",
        "discard": discard_of(copy),
    }
    assert (copy.user, copy.post, str(copy.tab)) == (writer.user, post, tab)
    assert copy.value("body") == "typed\nmore"
    post.refresh_from_db()
    assert (post.body, post.version, post.revisions.count()) == ("One.\n\nTwo.", version, 1)
    send(client, post, tab=tab, fields=fields_of(post, body="later"), number=2)
    assert UnsavedCopy.objects.get().value("body") == "later"


def test_a_new_article_is_kept_before_it_has_a_title(client):
    response = send(client, fields={"body": ["x"]})
    copy = UnsavedCopy.objects.get(post=None)
    assert response.json()["take_up"] == f"{ADD}?unsaved={copy.pk}"


@pytest.mark.parametrize(
    "changes",
    [
        {"tab": None},
        {"tab": "x"},
        {"fields": None},
        {"fields": {}},
        {"fields": {"body": "text"}},
        {"number": -1},
        {"number": "1"},
        {"number": 2**60},
        {"number": True},
    ],
)
def test_what_cannot_be_used_gives_a_sentence_and_keeps_nothing(changes, client):
    response = send(client, **changes)
    assert response.status_code == 400
    assert response.json()["error"].endswith(".")
    assert not UnsavedCopy.objects.exists()


@pytest.mark.parametrize("body", [b"", b"[]", b"\xff", b"[" * 100_000])
def test_what_is_no_json_object_gives_a_sentence(body, client):
    response = client.post(STORE, body, content_type="application/json")
    assert (response.status_code, list(response.json())) == (400, ["error"])


def test_more_than_a_form_may_post_gives_a_sentence(client, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10_000
    response = send(client, fields={"body": ["长" * 10_000]})
    assert response.status_code == 413
    assert "more text than the server takes" in response.json()["error"]


@pytest.mark.parametrize("number", ["x", "１", -1, 0, 10**30, [1], "9999999"])
def test_an_article_that_is_none_gives_404(number, client):
    assert send(client, post=number).status_code == 404


def test_only_articles_that_the_user_may_change_have_copies(client, writer, editor, now):
    assert send(client, make_post(status="draft")).status_code == 404
    contributor = make_author("C", user=make_user("c", role="contributor"))
    published = make_post(authors=[contributor])
    client.force_login(contributor.user)
    response = send(client, published)
    assert (response.status_code, list(response.json())) == (403, ["error"])
    assert not UnsavedCopy.objects.exists()
    client.force_login(editor)
    assert send(client, published).status_code == 200


def test_who_is_not_logged_in_is_told_so_in_json(client, reader, post):
    client.logout()
    response = send(client, post)
    assert (response.status_code, response.json()["login"]) == (401, True)
    client.force_login(reader)
    assert send(client, post).status_code == 403
    assert not UnsavedCopy.objects.exists()


def test_text_is_never_kept_as_anothers_who_is_logged_in_by_now(client, writer, editor, post):
    response = send(client, post, user=editor.pk)
    assert (response.status_code, list(response.json())) == (401, ["error"])
    assert not UnsavedCopy.objects.exists()
    assert send(client, post, user=writer.user.pk).status_code == 200


def test_another_site_cannot_write_copies(writer, post):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(writer.user)
    assert send(strict, post).status_code == 403


def test_only_posts_are_taken(client):
    assert client.get(STORE).status_code == 405


@pytest.mark.parametrize("count", [1, 30])
def test_keeping_costs_the_same_with_few_and_many_copies(
    count, client, writer, post, now, django_assert_num_queries
):
    for _ in range(count):
        kept(writer.user, now, post)
    tab, fields = str(uuid.uuid4()), fields_of(post)
    send(client, post, tab=tab)
    with django_assert_num_queries(8):
        assert send(client, post, tab=tab, fields=fields, number=2).status_code == 200


# Looking


def test_the_page_shows_the_words_and_fields_that_differ(client, writer, post, now):
    category = make_category("索引")
    copy = kept(
        writer.user, now, post, body="One.\r\n\r\nThree.", category=category.pk, tags=["新"]
    )
    copy.fields["body"] = ["One.\n\nThree."]
    copy.save()
    page = client.get(page_of(copy)).content.decode()
    assert "<del>Two</del><ins>Three</ins>" in page
    assert "<td>索引</td>" in page
    assert "<td>新</td>" in page
    assert "Title</th>" not in page
    assert f"{change_address(post)}?unsaved={copy.pk}" in page
    assert "Saved since you began" not in page


def test_the_page_says_who_has_saved_since(client, writer, editor, post, now):
    copy = kept(writer.user, now, post, body="Mine.")
    post.body = "Theirs."
    post.save()
    post.record_revision(by=editor, note="shorter")
    page = client.get(page_of(copy)).content.decode()
    assert "Saved since you began" in page
    assert "editor" in page
    assert "<q>shorter</q>" in page
    assert f"{reverse('admin:posts_post_compare', args=[post.pk])}?from=1&amp;to=2" in page
    assert "Theirs" in page
    against_base = client.get(page_of(copy), {"against": "base"}).content.decode()
    assert "Theirs" not in against_base
    assert "Mine" in against_base


def test_the_copy_of_a_new_article_is_shown_whole(client, writer, now):
    copy = kept(writer.user, now, body="<script>alert(1)</script>")
    page = client.get(page_of(copy)).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert" not in page
    assert f"{ADD}?unsaved={copy.pk}" in page


@pytest.mark.parametrize("name", ["posts_post_unsaved_copy", "posts_post_unsaved_discard"])
def test_others_copies_do_not_exist(name, client, editor, writer, post, now):
    copy = kept(writer.user, now, post)
    client.force_login(editor)
    address = reverse(f"admin:{name}", args=[copy.pk])
    method = client.get if name.endswith("copy") else client.post
    assert method(address).status_code == 404
    assert method(address, headers={"accept": "application/json"}).status_code == 404
    assert UnsavedCopy.objects.exists()


def test_the_stored_article_is_not_shown_to_who_may_not_see_it_any_more(client, writer, post, now):
    copy = kept(writer.user, now, post, body="Mine.")
    post.set_bylines([make_author("Other")])
    Post.objects.filter(pk=post.pk).update(body="A secret.")
    response = client.get(page_of(copy))
    assert response.status_code == 200
    page = response.content.decode()
    assert "secret" not in page
    assert "Mine." in page
    assert f"{ADD}?unsaved={copy.pk}" in page


def test_copies_with_nonsense_in_them_are_shown(client, writer, post, now):
    copy = UnsavedCopy.objects.create(
        user=writer.user,
        post=post,
        tab=uuid.uuid4(),
        saved_at=now,
        fields={
            "body": ["x"],
            "category": ["y"],
            "language": ["<b>"],
            "base_revision": ["99999999999"],
            "published_at_0": ["x"],
            "published_at_1": [],
        },
    )
    page = client.get(page_of(copy))
    assert page.status_code == 200
    assert b"&lt;b&gt;" in page.content
    assert client.get(change_address(post), {"unsaved": copy.pk}).status_code == 200


# Taking up


def test_the_form_goes_on_with_the_copy_and_merges_what_was_saved_since(
    client, writer, editor, post, now
):
    copy = kept(writer.user, now, post, body="One, mine.\n\nTwo.", title="My title", tags=["新"])
    post = Post.objects.get(pk=post.pk)
    post.body, post.summary = "One.\n\nTwo, theirs.", "Their summary"
    post.save()
    post.record_revision(by=editor)
    form = client.get(change_address(post), {"unsaved": copy.pk}).context["adminform"].form
    assert form["body"].value() == "One, mine.\n\nTwo."
    assert form["title"].value() == "My title"
    assert form["tags"].value() == ["新"]
    assert form["summary"].value() == "Their summary"
    assert form["base_version"].value() == 1
    assert form["unsaved_copy"].value() == copy.pk
    # As the browser sends it: nothing of theirs is overwritten.
    data = form_of(
        post,
        body=form["body"].value(),
        title="My title",
        tags=["新"],
        base_version=form["base_version"].value(),
        base_revision=form["base_revision"].value(),
        base_state=form["base_state"].value(),
        unsaved_copy=copy.pk,
    )
    merged = client.post(change_address(post), data).context["adminform"].form
    assert merged["body"].value() == "One, mine.\n\nTwo, theirs."
    assert merged["summary"].value() == "Their summary"
    assert merged["title"].value() == "My title"


def test_a_save_parts_with_the_copy_and_a_refused_one_does_not(client, writer, post, now):
    taken_up = kept(writer.user, now, post)
    of_tab = kept(writer.user, now, post)
    data = form_of(post, body="New.", unsaved_copy=taken_up.pk, tab=str(of_tab.tab))
    refused = client.post(change_address(post), {**data, "title": ""})
    assert refused.status_code == 200
    assert UnsavedCopy.objects.count() == 2
    # The form that comes back is the same tab's still, and does not offer its own text.
    assert json.loads(json.dumps(refused.context["composer"]))["tab"] == str(of_tab.tab)
    assert refused.context["unsaved"]["offers"] == []
    assert client.post(change_address(post), data).status_code == 302
    assert not UnsavedCopy.objects.exists()


def test_a_new_article_parts_with_its_copy(client, writer, now):
    copy = kept(writer.user, now, title="From the copy", body="Text.")
    form = client.get(ADD, {"unsaved": copy.pk}).context["adminform"].form
    assert (form["title"].value(), form["body"].value()) == ("From the copy", "Text.")
    data = form_of(title="From the copy", slug="c", unsaved_copy=copy.pk)
    assert client.post(ADD, data).status_code == 302
    assert not UnsavedCopy.objects.exists()


@pytest.mark.parametrize("value", ["x", "0", "9" * 40, "１"])
def test_a_copy_that_is_gone_leaves_the_stored_article_and_says_so(value, client, post):
    response = client.get(change_address(post), {"unsaved": value})
    assert response.context["adminform"].form["body"].value() == post.body
    assert "not there any more" in response.content.decode()


def test_nobody_takes_up_anothers_copy_or_one_of_another_article(client, writer, editor, post, now):
    others = kept(editor, now, post, body="Editor's")
    elsewhere = kept(writer.user, now, make_post(authors=[writer]), body="Elsewhere")
    for copy in (others, elsewhere):
        form = client.get(change_address(post), {"unsaved": copy.pk}).context["adminform"].form
        assert form["body"].value() == post.body


# Offering


def test_form_and_list_offer_what_was_not_saved(client, writer, editor, post, now):
    of_post, of_new = kept(writer.user, now, post), kept(writer.user, now, title="Unborn")
    kept(editor, now, post)
    form, add = client.get(change_address(post)), client.get(ADD)
    assert [offer.pk for offer in form.context["unsaved"]["offers"]] == [of_post.pk]
    assert [offer.pk for offer in add.context["unsaved"]["offers"]] == [of_new.pk]
    for response, copy in ((form, of_post), (add, of_new)):
        page = response.content.decode()
        assert "You have text that was not saved" in page
        assert f"?unsaved={copy.pk}" in page
        assert page_of(copy) in page
    in_list = client.get("/admin/posts/post/").content.decode()
    assert page_of(of_post) in in_list
    assert "Unborn" in in_list


def test_what_is_open_in_another_tab_is_named_so(client, writer, post, now):
    copy = kept(writer.user, now, post)
    OpenForm.objects.create(user=writer.user, post=post, tab=copy.tab, seen_at=now)
    assert "open in another tab of yours" in client.get(change_address(post)).content.decode()


def test_without_unsaved_text_nothing_is_said(client, post):
    assert "text that was not saved" not in client.get(change_address(post)).content.decode()


# Discarding


def test_discarding_asks_on_the_page_and_goes_by_a_form(client, writer, post, now):
    copy = kept(writer.user, now, post)
    assert discard_of(copy) in client.get(page_of(copy)).content.decode()
    assert client.get(discard_of(copy)).status_code == 405
    response = client.post(discard_of(copy), follow=True)
    assert "has been discarded" in response.content.decode()
    assert not UnsavedCopy.objects.exists()


def test_the_composer_discards_by_json(client, writer, post, now):
    copy = kept(writer.user, now, post)
    ask = {"accept": "application/json"}
    assert client.post(discard_of(copy), headers=ask).json() == {"discarded": copy.pk}
    assert client.post(discard_of(copy), headers=ask).status_code == 404
    client.logout()
    assert client.post(discard_of(copy), headers=ask).status_code == 401


def test_deleting_the_article_does_not_delete_what_others_were_typing(client, editor, post, now):
    copy = kept(editor, now + timedelta(seconds=1), post, body="Not lost")
    post.delete()
    copy.refresh_from_db()
    assert (copy.post, copy.value("body")) == (None, "Not lost")


def test_more_text_than_an_article_can_hold_is_shown_without_a_comparison(
    client, writer, post, now, monkeypatch
):
    monkeypatch.setattr(unsaved_copy, "MAX_SOURCE_CHARACTERS", 10)
    short = client.get(page_of(kept(writer.user, now, post, body=["1234567890"])))
    assert short.context["comparison"] is not None
    copy = kept(writer.user, now, post, body=["12345678901"])
    page = client.get(page_of(copy))
    assert page.context["comparison"] is None
    assert "12345678901" in page.content.decode()
