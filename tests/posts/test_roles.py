"""Who may do what: every role with every action, over HTTP, each cell by its effect."""

import io
import json
import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from accounts.models import User
from blog.authors.models import Author
from blog.categories.models import Category
from blog.media.models import MediaFile
from blog.posts.models import DraftLink, OpenForm, Post, Series, Tag, UnsavedCopy
from tests.factories import make_author, make_post, make_user
from tests.posts.form_data import form_of

pytestmark = pytest.mark.django_db
ROLES = ["nobody", "reader", "contributor", "author", "editor", "administrator"]
DRAFT, IN_REVIEW = Post.Status.DRAFT, Post.Status.IN_REVIEW
PUBLISHED, ARCHIVED = Post.Status.PUBLISHED, Post.Status.ARCHIVED


class Visitor:
    """A browser of one role, with an article of its own and one of somebody else's."""

    def __init__(self, role, client):
        self.client = client
        self.author = make_author("Myself")
        if role != "nobody":
            self.user = make_user(role=role if role != "reader" else "")
            self.author.user = self.user
            self.author.save()
            client.force_login(self.user)

    def post(self, whose, status):
        author = self.author if whose == "own" else make_author("Somebody else")
        dates = {"published_at": timezone.now() - timedelta(days=9)}
        return make_post(
            "An article",
            body="Old text",
            authors=[author],
            status=status,
            **(dates if status in {PUBLISHED, ARCHIVED} else {}),
        )

    def change(self, post, **changes):
        address = reverse("admin:posts_post_change", args=[post.pk])
        self.client.post(address, {**form_of(post), **changes})
        return Post.objects.get(pk=post.pk)

    def send(self, name, **sent):
        return self.client.post(
            reverse(f"admin:{name}"), json.dumps(sent), content_type="application/json"
        )


# The actions; each returns whether it had its effect.


def sees_in_list(whose, status):
    def action(visitor):
        post = visitor.post(whose, status)
        response = visitor.client.get(reverse("admin:posts_post_changelist"))
        return response.status_code == 200 and post in response.context["cl"].result_list

    return action


def finds_by_search(whose):
    def action(visitor):
        post = visitor.post(whose, DRAFT)
        response = visitor.client.get(reverse("admin:quick_search"), {"q": "An article"})
        address = reverse("admin:posts_post_change", args=[post.pk])
        return response.status_code == 200 and f'href="{address}"' in response.content.decode()

    return action


def opens(whose, status):
    def action(visitor):
        post = visitor.post(whose, status)
        response = visitor.client.get(reverse("admin:posts_post_change", args=[post.pk]))
        return response.status_code == 200

    return action


def saves(whose, status):
    def action(visitor):
        post = visitor.post(whose, status)
        post = visitor.change(post, body="New text")
        return post.body == "New text" and "New text" in post.body_html

    return action


def brings(whose, status, target, **changes):
    def action(visitor):
        post = visitor.change(visitor.post(whose, status), status=target, **changes)
        return post.status == target

    return action


def schedules(visitor):
    post = visitor.post("own", DRAFT)
    date = {"published_at_0": "2050-01-02", "published_at_1": "08:00:00"}
    post = visitor.change(post, status=PUBLISHED, **date)
    return post.status == PUBLISHED and not post.is_visible(timezone.now())


def bulk(action_name, whose, status, target):
    def action(visitor):
        post = visitor.post(whose, status)
        visitor.client.post(
            reverse("admin:posts_post_changelist"),
            {"action": action_name, "_selected_action": [post.pk]},
        )
        return Post.objects.get(pk=post.pk).status == target

    return action


def deletes(whose, status):
    def action(visitor):
        post = visitor.post(whose, status)
        address = reverse("admin:posts_post_delete", args=[post.pk])
        visitor.client.post(address, {"post": "yes"})
        return not Post.objects.filter(pk=post.pk).exists()

    return action


def deletes_in_bulk(whose):
    def action(visitor):
        post = visitor.post(whose, PUBLISHED)
        chosen = {"action": "delete_selected", "_selected_action": [post.pk], "post": "yes"}
        visitor.client.post(reverse("admin:posts_post_changelist"), chosen)
        return not Post.objects.filter(pk=post.pk).exists()

    return action


def creates(visitor):
    data = form_of(title="Mine", slug="mine")
    visitor.client.post(reverse("admin:posts_post_add"), data)
    return Post.objects.filter(slug="mine").exists()


def creates_published(visitor):
    data = form_of(title="Mine", slug="mine", status=PUBLISHED)
    visitor.client.post(reverse("admin:posts_post_add"), data)
    return Post.objects.filter(slug="mine", status=PUBLISHED).exists()


def assigns_bylines(visitor):
    post = visitor.post("own", DRAFT)
    other = make_author("Guest")
    data = form_of(post)
    data |= {"bylines-TOTAL_FORMS": 2, "bylines-1-author": other.pk, "bylines-1-place": 2}
    visitor.change(post, **data)
    return post.bylines.filter(author=other).exists()


def reads_page(whose):
    def action(visitor):
        post = visitor.post(whose, DRAFT)
        return visitor.client.get(post.get_absolute_url() + "preview/").status_code == 200

    return action


def previews(whose):
    def action(visitor):
        post = visitor.post(whose, DRAFT)
        return visitor.send("posts_post_preview", post=post.pk, fields={}).status_code == 200

    return action


def keeps_unsaved(whose, status):
    def action(visitor):
        post = visitor.post(whose, status)
        sent = {"tab": str(uuid.uuid4()), "post": post.pk, "fields": {"body": ["typed"]}}
        visitor.send("posts_post_unsaved", **sent)
        return UnsavedCopy.objects.filter(post=post).exists()

    return action


def reads_unsaved_of_others(visitor):
    post = visitor.post("own", DRAFT)
    copy = UnsavedCopy.objects.create(
        user=make_user(role="editor"), post=post, tab=uuid.uuid4(), saved_at=timezone.now(),
        fields={"body": ["secret"]},
    )  # fmt: skip
    address = reverse("admin:posts_post_unsaved_copy", args=[copy.pk])
    return visitor.client.get(address).status_code == 200


def is_shown_as_present(whose):
    def action(visitor):
        post = visitor.post(whose, DRAFT)
        visitor.send("posts_post_presence", tab=str(uuid.uuid4()), post=post.pk)
        return OpenForm.objects.filter(post=post).exists()

    return action


def reads_history(whose):
    def action(visitor):
        post = visitor.post(whose, PUBLISHED)
        address = reverse("admin:posts_post_history", args=[post.pk])
        return visitor.client.get(address).status_code == 200

    return action


def compares(whose):
    def action(visitor):
        post = visitor.post(whose, DRAFT)
        post.body = "Other text"
        post.save()
        post.record_revision(by=None)
        address = reverse("admin:posts_post_compare", args=[post.pk])
        return visitor.client.get(address, {"from": 1, "to": 2}).status_code == 200

    return action


def restores(whose, status):
    def action(visitor):
        post = visitor.post(whose, status)
        post.body = "Other text"
        post.save()
        post.record_revision(by=None)
        address = reverse("admin:posts_post_restore", args=[post.pk])
        visitor.client.post(address, {"revision": 1, "version": post.version})
        return Post.objects.get(pk=post.pk).body == "Old text"

    return action


def shares(whose, status):
    def action(visitor):
        post = visitor.post(whose, status)
        address = reverse("admin:posts_post_draft_links", args=[post.pk])
        visitor.client.post(address, {"action": "make", "days": 7})
        return DraftLink.objects.filter(post=post).exists()

    return action


def picture():
    content = io.BytesIO()
    Image.new("RGB", (8, 8)).save(content, "PNG")
    content.name = "a.png"
    content.seek(0)
    return content


def uploads(visitor):
    visitor.client.post(reverse("admin:media_mediafile_upload"), {"file": picture()})
    return MediaFile.objects.exists()


def deletes_media(visitor):
    stored = MediaFile.objects.store("a.png", picture().getvalue())
    address = reverse("admin:media_mediafile_delete", args=[stored.pk])
    visitor.client.post(address, {"post": "yes"})
    return not MediaFile.objects.exists()


def adds(model, **data):
    def action(visitor):
        name = f"{model._meta.app_label}_{model._meta.model_name}"
        before = model.objects.count()
        visitor.client.post(reverse(f"admin:{name}_add"), data)
        return model.objects.count() == before + 1

    return action


def completes_tags(visitor):
    return visitor.client.get(reverse("admin:posts_post_tag_names")).status_code == 200


def opens_admin(visitor):
    return visitor.client.get(reverse("admin:index")).status_code == 200


def sees_users(visitor):
    return visitor.client.get(reverse("admin:accounts_user_changelist")).status_code == 200


def raises_own_role(visitor):
    user = getattr(visitor, "user", None)
    if user is None or user.role == "administrator":
        return user is not None
    data = {"username": user.username, "role": "administrator", "is_active": "on"}
    visitor.client.post(reverse("admin:accounts_user_change", args=[user.pk]), data)
    return User.objects.get(pk=user.pk).role == "administrator"


# One mark a role, in the order of ROLES: nobody, reader, contributor, author, editor, administrator
NO_LINKS = {"links-TOTAL_FORMS": 0, "links-INITIAL_FORMS": 0}

TABLE = {
    "opens the admin": (opens_admin, "--++++"),
    "creates a draft": (creates, "--++++"),
    "creates a published post": (creates_published, "---+++"),
    "sees own draft in the list": (sees_in_list("own", DRAFT), "--++++"),
    "sees others' draft in the list": (sees_in_list("other", DRAFT), "----++"),
    "sees others' published in the list": (sees_in_list("other", PUBLISHED), "----++"),
    "finds own draft by search": (finds_by_search("own"), "--++++"),
    "finds others' draft by search": (finds_by_search("other"), "----++"),
    "opens own draft": (opens("own", DRAFT), "--++++"),
    "opens own in review": (opens("own", IN_REVIEW), "--++++"),
    "opens own published": (opens("own", PUBLISHED), "--++++"),
    "opens others' draft": (opens("other", DRAFT), "----++"),
    "opens others' published": (opens("other", PUBLISHED), "----++"),
    "saves own draft": (saves("own", DRAFT), "--++++"),
    "saves own in review": (saves("own", IN_REVIEW), "--++++"),
    "saves own published": (saves("own", PUBLISHED), "---+++"),
    "saves own archived": (saves("own", ARCHIVED), "---+++"),
    "saves others' draft": (saves("other", DRAFT), "----++"),
    "saves others' published": (saves("other", PUBLISHED), "----++"),
    "submits own draft": (brings("own", DRAFT, IN_REVIEW), "--++++"),
    "submits others' draft": (brings("other", DRAFT, IN_REVIEW), "----++"),
    "takes own back from review": (brings("own", IN_REVIEW, DRAFT), "--++++"),
    "returns others' from review": (brings("other", IN_REVIEW, DRAFT), "----++"),
    "publishes own draft": (brings("own", DRAFT, PUBLISHED), "---+++"),
    "publishes own in review": (brings("own", IN_REVIEW, PUBLISHED), "---+++"),
    "publishes others' in review": (brings("other", IN_REVIEW, PUBLISHED), "----++"),
    "schedules own": (schedules, "---+++"),
    "takes own back from publication": (brings("own", PUBLISHED, DRAFT), "---+++"),
    "takes others' back from publication": (brings("other", PUBLISHED, DRAFT), "----++"),
    "archives own": (brings("own", PUBLISHED, ARCHIVED), "---+++"),
    "archives others'": (brings("other", PUBLISHED, ARCHIVED), "----++"),
    "restores own from the archive": (brings("own", ARCHIVED, DRAFT), "---+++"),
    "brings a published post to review": (brings("own", PUBLISHED, IN_REVIEW), "------"),
    "brings an archived post to review": (brings("own", ARCHIVED, IN_REVIEW), "------"),
    "submits own by action": (bulk("submit", "own", DRAFT, IN_REVIEW), "--++++"),
    "publishes own by action": (bulk("publish", "own", DRAFT, PUBLISHED), "---+++"),
    "publishes others' by action": (bulk("publish", "other", DRAFT, PUBLISHED), "----++"),
    "takes own back by action": (bulk("take_back", "own", PUBLISHED, DRAFT), "---+++"),
    "archives own by action": (bulk("archive", "own", PUBLISHED, ARCHIVED), "---+++"),
    "archives others' by action": (bulk("archive", "other", PUBLISHED, ARCHIVED), "----++"),
    "deletes own draft": (deletes("own", DRAFT), "--++++"),
    "deletes own published": (deletes("own", PUBLISHED), "----++"),
    "deletes others' draft": (deletes("other", DRAFT), "----++"),
    "deletes own published by action": (deletes_in_bulk("own"), "----++"),
    "deletes others' by action": (deletes_in_bulk("other"), "----++"),
    "assigns bylines": (assigns_bylines, "----++"),
    "reads the page of own draft": (reads_page("own"), "--++++"),
    "reads the page of others' draft": (reads_page("other"), "----++"),
    "previews own": (previews("own"), "--++++"),
    "previews others'": (previews("other"), "----++"),
    "keeps unsaved text of own draft": (keeps_unsaved("own", DRAFT), "--++++"),
    "keeps unsaved text of own published": (keeps_unsaved("own", PUBLISHED), "---+++"),
    "keeps unsaved text of others'": (keeps_unsaved("other", DRAFT), "----++"),
    "reads others' unsaved text": (reads_unsaved_of_others, "------"),
    "is shown as present at own": (is_shown_as_present("own"), "--++++"),
    "is shown as present at others'": (is_shown_as_present("other"), "----++"),
    "reads the history of own": (reads_history("own"), "--++++"),
    "reads the history of others'": (reads_history("other"), "----++"),
    "compares revisions of own": (compares("own"), "--++++"),
    "compares revisions of others'": (compares("other"), "----++"),
    "restores a revision of own draft": (restores("own", DRAFT), "--++++"),
    "restores a revision of own published": (restores("own", PUBLISHED), "---+++"),
    "restores a revision of others'": (restores("other", DRAFT), "----++"),
    "shares own draft by a link": (shares("own", DRAFT), "--++++"),
    "shares others' draft by a link": (shares("other", DRAFT), "----++"),
    "completes names of tags": (completes_tags, "--++++"),
    "uploads a picture": (uploads, "--++++"),
    "deletes a picture": (deletes_media, "----++"),
    "adds a category": (adds(Category, name="C", slug="c"), "----++"),
    "adds a tag by its form": (adds(Tag, name="T", slug="t"), "----++"),
    "adds a series": (adds(Series, title="S", slug="s"), "----++"),
    "adds an author": (adds(Author, name="A", slug="a", **NO_LINKS), "----++"),
    "sees the users": (sees_users, "-----+"),
    "gets an administrator's role": (raises_own_role, "-----+"),
}


def test_the_table_has_a_mark_for_every_role():
    assert {len(marks) for _action, marks in TABLE.values()} == {len(ROLES)}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", TABLE)
def test_each_role_does_what_it_may_and_nothing_else(name, role, client):
    action, marks = TABLE[name]
    assert action(Visitor(role, client)) is (marks[ROLES.index(role)] == "+")
