"""Writing and managing articles in the admin, over HTTP."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse

from blog.markup import MarkupError
from blog.markup import render as markup_render
from blog.posts.models import Post, Series
from tests.factories import make_author, make_category, make_post, make_user
from tests.posts.form_data import change_address, form_of

pytestmark = pytest.mark.django_db
CHANGE_LISTS = [
    "posts_post", "posts_tag", "posts_series", "posts_revision", "posts_redirect",
    "categories_category", "authors_author", "accounts_user", "media_mediafile",
]  # fmt: skip


@pytest.fixture
def admin(client, administrator):
    client.force_login(administrator)
    return client


@pytest.mark.parametrize("name", CHANGE_LISTS)
def test_a_list_costs_the_same_queries_with_two_rows_and_with_twenty(
    name, admin, django_assert_num_queries
):
    address = reverse(f"admin:{name}_changelist")

    def fill(number):
        series = Series.objects.create(title=f"S{number}", slug=f"s{number}")
        post = make_post(
            tags=[f"t{number}", "common"],
            category=make_category(parent=make_category()),
            series=series,
            series_position=1,
        )
        post.slug += "-moved"
        post.save()
        make_post(status=Post.Status.DRAFT)

    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for number in range(2):
        fill(number)
    with CaptureQueriesContext(
        connection,
    ) as few:
        assert admin.get(address).status_code == 200
    for number in range(2, 20):
        fill(number)
    with django_assert_num_queries(len(few)):
        admin.get(address)


@pytest.mark.parametrize("name", CHANGE_LISTS)
def test_every_list_can_be_searched(name, admin):
    make_post("倒排索引", tags=["搜索"])
    response = admin.get(reverse(f"admin:{name}_changelist"), {"q": "索引"})
    assert response.status_code == 200


def test_a_new_article_is_stored_with_bylines_tags_and_its_first_revision(admin, administrator):
    author = make_author("林知夏")
    data = form_of(
        title="新文章",
        slug="新文章",
        tags=["倒排索引", "machine learning, deep"],
        **{
            "bylines-TOTAL_FORMS": 1,
            "bylines-0-author": author.pk,
            "bylines-0-place": "",
            "revision_note": "first",
        },
    )
    response = admin.post(reverse("admin:posts_post_add"), data)
    assert response.status_code == 302, response.context["errors"]
    post = Post.objects.get(slug="新文章")
    assert list(post.authors.all()) == [author]
    assert {tag.name for tag in post.tags.all()} == {"倒排索引", "machine learning, deep"}
    revision = post.revisions.get()
    assert (revision.number, revision.by, revision.note) == (1, administrator, "first")


def test_a_change_leaves_a_revision_and_keeps_tags_and_bylines(admin, administrator):
    post = make_post(tags=["Python", "机器 学习"], authors=[make_author("A"), make_author("B")])
    numbers = list(post.bylines.order_by("position").values_list("pk", flat=True))
    response = admin.post(change_address(post), form_of(post, body="New text"))
    assert response.status_code == 302
    assert list(post.bylines.order_by("position").values_list("pk", flat=True)) == numbers
    post = Post.objects.get(pk=post.pk)
    assert "New text" in post.body_html
    assert post.revisions.count() == 2
    assert {tag.name for tag in post.tags.all()} == {"Python", "机器 学习"}
    assert [byline.author.name for byline in post.bylines.order_by("position")] == ["A", "B"]


def test_a_save_on_top_of_somebody_elses_loses_neither_text(admin):
    post = make_post(body="Original")
    mine = form_of(post, body="My text")
    post.body = "Their text"
    post.save()
    post.record_revision(by=None)
    response = admin.post(change_address(post), mine)
    assert response.status_code == 200
    assert Post.objects.get(pk=post.pk).body == "Their text"
    page = response.content.decode()
    assert "Not saved yet" in page
    assert "My text" in page


def test_publishing_without_a_date_publishes_now(admin, now):
    post = make_post(status=Post.Status.DRAFT)
    admin.post(change_address(post), form_of(post, status="published"))
    post.refresh_from_db()
    assert (post.published_at, post.updated_at) == (now, now)


def test_an_edit_does_not_move_the_date_of_the_feed_unless_it_is_significant(admin, now):
    post = make_post(published_at=now - timedelta(days=9))
    admin.post(change_address(post), form_of(post, body="Typo mended"))
    post.refresh_from_db()
    assert (post.published_at, post.updated_at) == (now - timedelta(days=9),) * 2
    admin.post(change_address(post), form_of(post, body="A new section", significant="on"))
    post.refresh_from_db()
    assert post.updated_at == now


def test_readers_are_told_what_is_new(admin, client, now):
    post = make_post(published_at=now - timedelta(days=9))
    data = form_of(post, body="More", significant="on", update_note="A section on <roots>.")
    admin.post(change_address(post), data)
    update = post.significant_updates.get()
    assert (update.at, update.note) == (now, "A section on <roots>.")
    assert "A section on &lt;roots&gt;." in client.get(post.get_absolute_url()).content.decode()


def test_what_is_new_is_told_with_a_significant_update_only(admin, now):
    post = make_post(published_at=now - timedelta(days=9))
    response = admin.post(change_address(post), form_of(post, update_note="More"))
    assert "Tick this" in str(response.context["adminform"].form.errors["significant"])
    assert not post.significant_updates.exists()


def test_an_article_is_said_to_be_a_translation_of_another(admin):
    original, post = make_post(language="zh-hans"), make_post(language="en")
    admin.post(change_address(post), form_of(post, translation_of=original.pk))
    post.refresh_from_db()
    assert post.translation_of == original
    response = admin.post(change_address(original), form_of(original, translation_of=post.pk))
    assert "translation_of" in response.context["adminform"].form.errors


def test_only_what_the_user_may_see_is_offered_as_the_original(client):
    writer = make_user(role="contributor")
    own = make_author("Own", user=writer)
    hidden = make_post("Secret title", language="zh-hans", status=Post.Status.DRAFT)
    draft = make_post(status=Post.Status.DRAFT, authors=[own])
    client.force_login(writer)
    add = reverse("admin:posts_post_add")
    page = client.get(add, {"translation_of": hidden.pk}).content.decode()
    assert "Secret title" not in page
    answer = client.post(change_address(draft), form_of(draft, translation_of=hidden.pk))
    assert "translation_of" in answer.context["adminform"].form.errors
    assert "Secret title" not in answer.content.decode()
    draft.refresh_from_db()
    assert draft.translation_of is None


def test_a_taken_slug_is_an_error_on_the_form_and_the_text_is_still_there(admin):
    make_post(slug="taken")
    response = admin.post(reverse("admin:posts_post_add"), form_of(slug="taken", body="Long text"))
    assert response.status_code == 200
    assert "slug" in response.context["adminform"].form.errors
    assert "Long text" in response.content.decode()


def test_a_source_over_the_limit_is_an_error_on_the_form(admin):
    response = admin.post(reverse("admin:posts_post_add"), form_of(body="a " * 2_000_000))
    assert response.status_code == 200
    assert "limit" in str(response.context["adminform"].form.errors["body"])


def test_an_overlong_tag_is_an_error_on_the_form(admin):
    response = admin.post(reverse("admin:posts_post_add"), form_of(tags=["x" * 101]))
    assert "longer than 100" in str(response.context["adminform"].form.errors["tags"])


@pytest.mark.parametrize("is_draft", [True, False])
def test_view_on_site_leads_to_the_article_or_its_preview(is_draft, admin):
    post = make_post(status=Post.Status.DRAFT if is_draft else Post.Status.PUBLISHED)
    address = post.get_absolute_url() + ("preview/" if is_draft else "")
    page = admin.get(change_address(post)).content.decode()
    assert f'href="{address}"' in page
    assert admin.get(address).status_code == 200


def test_the_list_can_be_filtered_by_standing(admin, now):
    make_post("Visible one", published_at=now - timedelta(days=1))
    make_post("Coming one", published_at=now + timedelta(days=1))
    make_post("Draft one", status=Post.Status.DRAFT)
    for standing, title in [("published", "Visible"), ("scheduled", "Coming"), ("draft", "Draft")]:
        page = admin.get(reverse("admin:posts_post_changelist"), {"standing": standing})
        shown = [post.title for post in page.context["cl"].result_list]
        assert shown == [f"{title} one"]


def test_actions_publish_take_back_and_archive(admin, now):
    posts = [make_post(status=Post.Status.DRAFT), make_post(status=Post.Status.IN_REVIEW)]
    address = reverse("admin:posts_post_changelist")
    for action, status in [
        ("publish", "published"), ("take_back", "draft"), ("archive", "archived"),
    ]:  # fmt: skip
        chosen = {"action": action, "_selected_action": [post.pk for post in posts]}
        assert admin.post(address, chosen).status_code == 302
        assert set(Post.objects.values_list("status", flat=True)) == {status}


def test_names_of_tags_are_completed_for_authors_only(admin, client, reader):
    make_post(tags=["倒排索引", "搜索"])
    address = reverse("admin:posts_post_tag_names")
    found = json.loads(admin.get(address, {"term": "索引"}).content)
    assert found["results"] == [{"id": "倒排索引", "text": "倒排索引"}]
    client.force_login(reader)
    assert client.get(address, {"term": "索"}).status_code == 403


def test_authors_are_completed_for_bylines(admin):
    author = make_author("林知夏")
    response = admin.get(
        reverse("admin:autocomplete"),
        {"term": "知夏", "app_label": "posts", "model_name": "byline", "field_name": "author"},
    )
    assert json.loads(response.content)["results"] == [{"id": str(author.pk), "text": "林知夏"}]


def test_revisions_can_be_read_and_not_changed(admin):
    post = make_post(body="First <b>text</b>")
    revision = post.revisions.get()
    address = reverse("admin:posts_revision_change", args=[revision.pk])
    assert "First &lt;b&gt;text&lt;/b&gt;" in admin.get(address, follow=True).content.decode()
    admin.post(address, {"body": "changed"})
    assert post.revisions.get().body == "First <b>text</b>"
    assert admin.get(reverse("admin:posts_revision_add")).status_code == 403
    assert admin.post(reverse("admin:posts_revision_delete", args=[revision.pk])).status_code == 403


def test_a_post_is_deleted_with_its_revisions_after_a_confirmation(admin):
    post = make_post()
    address = reverse("admin:posts_post_delete", args=[post.pk])
    assert admin.get(address).status_code == 200
    assert admin.post(address, {"post": "yes"}).status_code == 302
    assert not Post.objects.exists()


def test_a_category_cannot_be_moved_below_itself(admin):
    root = make_category("Root")
    leaf = make_category("Leaf", parent=root)
    response = admin.post(
        reverse("admin:categories_category_change", args=[root.pk]),
        {"name": "Root", "slug": root.slug, "parent": leaf.pk, "description": ""},
    )
    assert "cannot lie below itself" in response.content.decode()


@pytest.mark.parametrize(
    ("places", "named"),
    [
        (["2", "1", ""], ["B", "A", "C"]),
        (["", "", ""], ["A", "B", "C"]),
        (["1", "1", "1"], ["A", "B", "C"]),
        (["9", "", "5"], ["C", "A", "B"]),
    ],
)
def test_bylines_take_the_places_they_are_given(places, named, admin):
    post = make_post(authors=[make_author("A"), make_author("B")])
    data = form_of(post, **{"bylines-TOTAL_FORMS": 3, "bylines-2-author": make_author("C").pk})
    for number, place in enumerate(places):
        data[f"bylines-{number}-place"] = place
    assert admin.post(change_address(post), data).status_code == 302
    bylines = post.bylines.order_by("position")
    assert [(byline.author.name, byline.position) for byline in bylines] == [
        (name, position) for position, name in enumerate(named, start=1)
    ]


def test_a_byline_can_be_taken_away_and_nobody_named_twice(admin):
    first, second = make_author("A"), make_author("B")
    post = make_post(authors=[first, second])
    admin.post(change_address(post), form_of(post, **{"bylines-0-DELETE": "on"}))
    assert [byline.author for byline in post.bylines.all()] == [second]
    post.refresh_from_db()
    twice = form_of(post, **{"bylines-TOTAL_FORMS": 2, "bylines-1-author": second.pk})
    response = admin.post(change_address(post), twice)
    assert response.status_code == 200
    errors = str(response.context["errors"])
    assert "named already" in errors or "duplicate data for author" in errors, errors
    assert "Not saved yet" not in errors


def test_a_save_from_a_stale_form_undoes_nothing_else_either(admin):
    post = make_post(authors=[])
    stale = form_of(post, body="Typo mended")
    post.archive()
    post.save()
    response = admin.post(change_address(post), stale)
    assert "Not saved yet" in response.content.decode()
    assert Post.objects.get(pk=post.pk).status == Post.Status.ARCHIVED
    assert response.context["adminform"].form["status"].value() == "archived"


@pytest.mark.parametrize("forged", ["", "999", "x"])
def test_a_forged_version_saves_nothing(forged, admin):
    post = make_post(body="Original")
    response = admin.post(change_address(post), form_of(post, body="Mine", base_version=forged))
    assert response.status_code == 200
    assert Post.objects.get(pk=post.pk).body == "Original"


def test_a_post_taken_back_can_be_given_any_later_date(admin, now):
    post = make_post(published_at=now - timedelta(days=9))
    post.unpublish()
    post.save()
    later = form_of(post, published_at_0="2026-12-24", published_at_1="08:00:00")
    assert admin.post(change_address(post), later).status_code == 302
    post.refresh_from_db()
    assert post.status == Post.Status.DRAFT
    assert post.updated_at == post.published_at > now


def test_a_cleared_date_of_publication_means_now(admin, now):
    post = make_post(published_at=now - timedelta(days=9))
    cleared = form_of(post, published_at_0="", published_at_1="")
    admin.post(change_address(post), cleared)
    post.refresh_from_db()
    assert post.published_at == now


@pytest.mark.parametrize("year", ["0206", "0001", "1899", "3000", "9999"])
def test_a_mistyped_year_is_an_error_on_the_form(year, admin):
    post = make_post(body="Text")
    wrong = form_of(post, body="Kept text", published_at_0=f"{year}-11-20")
    response = admin.post(change_address(post), wrong)
    assert response.status_code == 200
    page = response.content.decode()
    assert "between the years 1900 and 2999" in page
    assert "Kept text" in page


def test_only_a_published_article_has_significant_updates(admin):
    post = make_post(status=Post.Status.DRAFT)
    response = admin.post(change_address(post), form_of(post, significant="on"))
    assert "significant" in response.context["adminform"].form.errors


def test_an_action_goes_on_after_a_post_that_cannot_be_rendered(admin, monkeypatch):
    first, second = make_post(body="Refused"), make_post(body="Fine")
    Post.objects.update(rendering_version=0)

    def render(source, **options):
        if source == "Refused":
            raise MarkupError("over the limit", limit="MAX_SOURCE_CHARACTERS")
        return markup_render(source, **options)

    monkeypatch.setattr("blog.posts.models.derived.render_for_site", render)
    response = admin.post(
        reverse("admin:posts_post_changelist"),
        {"action": "archive", "_selected_action": [first.pk, second.pk]},
        follow=True,
    )
    said = [str(message) for message in response.context["messages"]]
    assert said == [f"{first.title}: over the limit", "1 post changed."]
    assert Post.objects.get(pk=first.pk).status == Post.Status.PUBLISHED
    assert Post.objects.get(pk=second.pk).status == Post.Status.ARCHIVED


@pytest.mark.parametrize("name", ["a\0b", "a\u200b\x07"])
def test_a_tag_with_unseen_characters_is_an_error_on_the_form(name, admin):
    response = admin.post(reverse("admin:posts_post_add"), form_of(tags=[name]))
    assert response.status_code == 200
    assert "cannot be seen" in str(response.context["adminform"].form.errors["tags"])


def test_tags_that_differ_by_width_or_case_only_are_one(admin):
    make_post(tags=["kelvin"])
    response = admin.post(
        reverse("admin:posts_post_add"),
        form_of(tags=["\u212aelvin", "ＫＥＬＶＩＮ", "Straße", "strasse"]),
    )
    assert response.status_code == 302
    post = Post.objects.get(slug="a-title")
    assert sorted(tag.name for tag in post.tags.all()) == ["Straße", "kelvin", "strasse"]


@pytest.mark.django_db(transaction=True)
def test_a_slug_taken_in_the_last_moment_is_an_error_on_the_form(admin, monkeypatch):
    make_post(slug="taken")
    checks = iter([lambda self, exclude=None: None])
    check = Post.validate_unique

    def not_yet_taken(self, exclude=None):
        return next(checks, check)(self, exclude)

    monkeypatch.setattr(Post, "validate_unique", not_yet_taken)
    response = admin.post(reverse("admin:posts_post_add"), form_of(slug="taken", body="Kept"))
    assert response.status_code == 200
    assert "slug" in response.context["adminform"].form.errors
    assert "Kept" in response.content.decode()


def test_the_form_lists_the_problems_of_the_text_with_their_places(admin):
    post = make_post(body="a\n\n[b](/posts/none/) \n![](https://e.example/x.png)")
    response = admin.get(change_address(post))
    assert [(p.kind, p.line) for p, _message in response.context["problems"]] == [
        ("dead-post-link", 3),
        ("image-without-alt", 4),
    ]
    page = response.content.decode()
    assert "2 problems in the text" in page
    assert "<td>3</td><td>5</td><td>The link /posts/none/ leads to no post" in page


def test_a_problem_cannot_bring_html_into_the_form(admin):
    post = make_post(body="List<Alert> {{ <script>alert(1)</script> }}")
    page = admin.get(change_address(post)).content.decode()
    assert "problems in the text" in page or "problem in the text" in page
    assert "<script>alert(1)" not in page
    assert "&lt;Alert&gt; is no HTML element" in page


def test_a_sound_text_has_no_list_of_problems(admin):
    page = admin.get(change_address(make_post())).content.decode()
    assert 'class="module problems"' not in page


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("$\\bad$", ["Its text has 1 problem"]),
        ("$\\bad$ {{ x }}", ["Its text has 2 problems"]),
        ("Fine", []),
    ],
)
@pytest.mark.parametrize("is_new", [True, False])
def test_a_save_says_how_many_problems_the_text_has(is_new, body, said, admin):
    post = None if is_new else make_post()
    address = change_address(post) if post else reverse("admin:posts_post_add")
    response = admin.post(address, form_of(post, body=body), follow=True)
    warnings = [str(one) for one in response.context["messages"] if one.level_tag == "warning"]
    assert len(warnings) == len(said)
    assert all(text in warning for text, warning in zip(said, warnings, strict=True))


@pytest.mark.parametrize("body", ["    code first\n\ntext", "Ends with a line.\n", "\n\nLater"])
def test_a_text_is_stored_as_it_was_typed(body, admin):
    post = make_post(body="Old")
    admin.post(change_address(post), form_of(post, body=body.replace("\n", "\r\n")))
    assert Post.objects.get(pk=post.pk).body == body


def test_a_save_that_leaves_the_text_alone_makes_no_revision(admin):
    post = make_post(body="Imported.\n", title="Same")
    admin.post(change_address(post), form_of(post, summary="New"))
    post = Post.objects.get(pk=post.pk)
    assert (post.summary, post.revisions.count()) == ("New", 1)


@pytest.mark.parametrize(("days", "is_said"), [(3, True), (-3, False)])
def test_the_form_of_a_scheduled_article_says_when_readers_see_it(days, is_said, admin, now):
    post = make_post(published_at=now + timedelta(days=days))
    page = admin.get(change_address(post)).content.decode().replace("\xa0", " ")
    said = "Readers will see it from Nov. 23, 2026, 8 p.m. (Asia/Shanghai) on, in 3 days."
    assert (said in page) is is_said


def test_the_action_does_not_publish_with_a_date_that_has_passed_unasked(admin, now):
    new = make_post("New", status=Post.Status.DRAFT, published_at=now - timedelta(days=3))
    old = make_post("Old", published_at=now - timedelta(days=3))
    old.unpublish()
    old.save()
    chosen = {"action": "publish", "_selected_action": [new.pk, old.pk]}
    address = reverse("admin:posts_post_changelist")
    said = [str(one) for one in admin.post(address, chosen, follow=True).context["messages"]]
    assert said == [
        "The publication date of “New” has passed. Open it to choose another.",
        "1 post changed.",
    ]
    assert [Post.objects.get(pk=one.pk).status for one in (new, old)] == ["draft", "published"]
