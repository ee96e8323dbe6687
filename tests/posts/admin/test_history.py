"""The history of an article in the admin: its list, comparisons, and bringing back what was."""

import re
from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from blog.posts.admin.history import PER_PAGE
from blog.posts.models import Post, ReviewNote
from tests.factories import make_author, make_post, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client, editor):
    client.force_login(editor)
    return client


def revise(post, body, *, title=None, by=None, note=""):
    post = Post.objects.get(pk=post.pk)
    post.title, post.body = title or post.title, body
    post.save()
    return post.record_revision(by=by, note=note)


def address(name, post, *more, **query):
    return reverse(f"admin:posts_post_{name}", args=[post.pk, *more], query=query)


def history_of(post, **query):
    return address("history", post, **query)


def fill(post, number):
    for count in range(number):
        user = make_user(role="author")
        revise(post, f"Text {post.revisions.count()}", by=user)
        ReviewNote.objects.create(
            post=post,
            by=user,
            text=f"Remark {count}",
            created_at=post.revisions.latest("number").created_at + timedelta(microseconds=1),
        )
        LogEntry.objects.log_actions(user.pk, [post], 2, change_message="x", single_object=True)


# The list


def test_revisions_are_listed_newest_first_with_who_why_and_how_much(admin, writer):
    post = make_post(body="First text.")
    revise(post, "First text, longer.", by=writer.user, note="<b>Added</b> a word")
    page = admin.get(history_of(post)).content.decode()
    assert page.index(address("revision", post, 2)) < page.index(address("revision", post, 1))
    assert "emma" in page
    assert "&lt;b&gt;Added&lt;/b&gt; a word" in page
    assert "+8" in page


def test_the_history_costs_the_same_queries_and_loads_no_text(admin, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    post = make_post()
    fill(post, 2)
    admin.get(history_of(post))  # the content type is remembered
    with CaptureQueriesContext(connection) as few:
        admin.get(history_of(post))
    fill(post, 18)
    with django_assert_num_queries(len(few)) as many:
        assert admin.get(history_of(post)).status_code == 200
    assert not any('"body"' in query["sql"] for query in many.captured_queries)


def test_a_long_history_comes_in_pages_each_with_the_remarks_of_its_time(admin):
    post = make_post()
    fill(post, PER_PAGE + 5)
    first = admin.get(history_of(post)).content.decode()
    second = admin.get(history_of(post, p=2)).content.decode()
    assert address("revision", post, PER_PAGE + 6) in first
    assert address("revision", post, 6) not in first
    assert address("revision", post, 6) in second
    assert address("revision", post, 7) not in second
    remarks = [set(re.findall(r"Remark \d+", page)) for page in (first, second)]
    assert len(remarks[0] | remarks[1]) == PER_PAGE + 5
    assert not remarks[0] & remarks[1]


@pytest.mark.parametrize("number", ["0", "-1", "x", "9999", "\0"])
def test_a_page_that_is_none_shows_one_that_is(number, admin):
    post = make_post()
    assert admin.get(history_of(post, p=number, log=number)).status_code == 200


def test_remarks_and_steps_of_the_review_stand_between_the_revisions(admin, writer):
    post = make_post(status="draft")
    saved = revise(post, "Second text.")
    for text, status, at in [("Too short", "", -1), ("", "in_review", 1)]:
        ReviewNote.objects.create(
            post=post,
            by=writer.user,
            text=text,
            status=status,
            created_at=saved.created_at + timedelta(microseconds=at),
        )
    page = admin.get(history_of(post)).content.decode()
    second, first = (page.index(address("revision", post, number)) for number in (2, 1))
    assert page.index("in review") < second < page.index("Too short") < first


def test_the_log_of_the_admin_is_kept_below(admin, editor):
    post = make_post()
    LogEntry.objects.log_actions(
        editor.pk, [post], 2, change_message="Status: archived", single_object=True
    )
    assert "Status: archived" in admin.get(history_of(post)).content.decode()


def test_an_article_without_revisions_says_so(admin):
    post = make_post()
    post.revisions.all().delete()
    assert "has no revisions yet" in admin.get(history_of(post)).content.decode()
    assert admin.get(address("compare", post)).status_code == 302


# One revision


def test_a_revision_shows_its_source_and_its_page(admin):
    post = make_post(body="Old *text* & <b>more</b>.")
    revise(post, "New text.")
    source = admin.get(address("revision", post, 1)).content.decode()
    assert "Old *text* &amp; &lt;b&gt;more&lt;/b&gt;." in source
    response = admin.get(address("revision", post, 1), {"as": "rendered"})
    frame = address("rendered", post, to=1)
    assert f'src="{frame}"' in response.content.decode()
    assert "frame-src 'self'" in response["Content-Security-Policy"]
    page = admin.get(frame)
    assert "Old <em>text</em>" in page.content.decode()
    assert "<ins" not in page.content.decode()
    assert page["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in page["Content-Security-Policy"]
    assert "script-src 'none'" in page["Content-Security-Policy"]


def test_a_revision_that_is_none_leads_to_the_history_with_a_sentence(admin):
    post = make_post()
    response = admin.get(address("revision", post, 7), follow=True)
    assert "This article has no revision 7." in response.content.decode()


# Comparisons


def test_a_revision_is_compared_with_the_one_before_it(admin):
    post = make_post(body="深度学习需要大量数据。\n\n第二段。", language="zh-hans")
    revise(post, "深度学习需要海量标注数据。\n\n第二段。")
    revise(post, "别的。")
    page = admin.get(address("compare", post), {"to": 2}).content.decode()
    assert "深度学习需要" in page
    assert re.search(r"<del>大量</del><ins>海量标注</ins>", page)
    assert "别的" not in page
    assert address("restore", post, revision=2) in page


def test_any_two_revisions_are_compared_and_the_newest_by_default(admin):
    post = make_post(body="One")
    revise(post, "Two")
    revise(post, "Three")
    page = admin.get(address("compare", post)).content.decode()
    assert ("Three" in page, "Two" in page, "One" in page) == (True, True, False)
    page = admin.get(address("compare", post), {"from": 3, "to": 1}).content.decode()
    assert ("One" in page, "Three" in page, "Two" in page) == (True, True, False)


def test_the_first_revision_is_compared_with_an_empty_article(admin):
    post = make_post(body="One\nTwo")
    page = admin.get(address("compare", post), {"to": 1}).content.decode()
    assert "<ins>One</ins>" in page
    assert "<del>" not in page.replace("<del>−", "")
    marked = admin.get(address("rendered", post), {"from": 0, "to": 1}).content.decode()
    assert "<ins" in marked


def test_a_changed_title_is_shown(admin):
    post = make_post("旧标题")
    revise(post, post.body, title="新标题")
    page = admin.get(address("compare", post)).content.decode()
    assert "<del>旧</del><ins>新</ins>标题" in page
    assert "The text is the same." in page


def test_changes_are_marked_on_the_page(admin):
    post = make_post(body="需要**大量**数据。", language="zh-hans")
    revise(post, "需要**海量**数据。")
    response = admin.get(address("compare", post), {"as": "rendered"})
    assert f'src="{address("rendered", post)}?from=1&amp;to=2"' in response.content.decode()
    assert "frame-src 'self'" in response["Content-Security-Policy"]
    marked = admin.get(address("rendered", post), {"from": 1, "to": 2}).content.decode()
    assert re.search(r"<del[^>]*>.*大.*</del>", marked)
    assert re.search(r"<ins[^>]*>.*海.*</ins>", marked)


def test_a_change_that_readers_do_not_see_is_called_one(admin):
    post = make_post(body="A *word*.")
    revise(post, "A _word_.")
    marked = admin.get(address("rendered", post), {"from": 1, "to": 2}).content.decode()
    assert "The page is the same" in marked


def test_a_revision_that_cannot_be_rendered_any_more_gives_a_sentence(admin):
    post = make_post()
    post.revisions.update(body="- " * 400_000)
    page = admin.get(address("rendered", post), {"to": 1}).content.decode()
    assert 'role="alert"' in page
    assert "article-body" not in page


def test_of_a_comparison_without_end_the_beginning_is_shown(admin):
    post = make_post(body="\n".join(f"line {number}" for number in range(6000)))
    page = admin.get(address("compare", post), {"to": 1}).content.decode()
    assert page.count('<tr class="added">') == 5000
    assert "these are the first 5000" in page


def test_each_change_leads_to_the_next_and_the_previous(admin):
    post = make_post(body="One")
    revise(post, "Two")
    revise(post, "Three")
    page = admin.get(address("compare", post), {"to": 2}).content.decode()
    assert 'rel="prev" href="?from=0&amp;to=1"' in page
    assert 'rel="next" href="?from=2&amp;to=3"' in page
    ends = [admin.get(address("compare", post), {"to": to}).content.decode() for to in (1, 3)]
    assert 'rel="prev"' not in ends[0]
    assert 'rel="next"' not in ends[1]


@pytest.mark.parametrize(
    "number", ["9", "-1", "x", "99999999999999999999", "2147483648", "１", "\0"]
)
@pytest.mark.parametrize("name", ["from", "to"])
def test_a_forged_number_leads_to_the_history_with_a_sentence(name, number, admin):
    post = make_post()
    response = admin.get(address("compare", post), {name: number}, follow=True)
    assert response.redirect_chain[0][0] == history_of(post)
    assert "has no revision" in response.content.decode()
    frame = admin.get(address("rendered", post), {"to": 1, name: number})
    assert frame.status_code == 200
    assert "has no revision" in frame.content.decode()


def test_a_comparison_costs_the_same_queries_whatever_changed(admin, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    post = make_post(body="One")
    revise(post, "Two")
    with CaptureQueriesContext(connection) as few:
        admin.get(address("compare", post))
    for number in range(20):
        revise(post, "\n\n".join(f"{number} {line}" for line in range(200)))
    with django_assert_num_queries(len(few)):
        assert admin.get(address("compare", post)).status_code == 200


# Rights


def test_only_who_may_see_the_article_sees_its_history(client, writer):
    own, others = make_post(authors=[writer]), make_post()
    client.force_login(writer.user)
    pages = [
        ("history", ()),
        ("revision", (1,)),
        ("compare", ()),
        ("rendered", ()),
        ("restore", ()),
    ]
    for name, more in pages:
        refused = client.get(address(name, others, *more), {"to": 1, "revision": 1})
        assert refused.status_code == 302, name
        assert refused.url == reverse("admin:index"), name
        allowed = client.get(address(name, own, *more), {"to": 1, "revision": 1})
        assert allowed.headers.get("Location") != reverse("admin:index"), name


def test_nobody_without_a_login_gets_in(client):
    post = make_post()
    for name in ("history", "compare", "rendered", "restore"):
        assert reverse("admin:login") in client.get(address(name, post)).url


def test_a_contributor_looks_at_the_history_of_a_published_article_and_restores_nothing(client):
    user = make_user(role="contributor")
    post = make_post(authors=[make_author(user=user)])
    revise(post, "New")
    client.force_login(user)
    page = client.get(history_of(post)).content.decode()
    assert address("restore", post) not in page
    assert client.get(address("restore", post), {"revision": 1}).status_code == 403
    forged = {"revision": 1, "version": Post.objects.get(pk=post.pk).version}
    assert client.post(address("restore", post), forged).status_code == 403
    assert Post.objects.get(pk=post.pk).body == "New"


# Restoring


def test_restoring_asks_first_and_shows_what_would_change(admin):
    post = make_post("Old title", body="Old text")
    revise(post, "New text", title="New title")
    page = admin.get(address("restore", post), {"revision": 1}).content.decode()
    assert "<del>New</del><ins>Old</ins> text" in page
    assert "<del>New</del><ins>Old</ins> title" in page
    assert Post.objects.get(pk=post.pk).body == "New text"


def test_a_restored_revision_becomes_a_new_one(admin, editor):
    post = make_post("Old title", body="Old *text*")
    revise(post, "New text", title="New title")
    before = Post.objects.get(pk=post.pk)
    data = {"revision": 1, "version": before.version}
    response = admin.post(address("restore", post), data, follow=True)
    assert "Revision 1 has been restored as revision 3." in response.content.decode()
    after = Post.objects.get(pk=post.pk)
    assert (after.title, after.body) == ("Old title", "Old *text*")
    assert "<em>text</em>" in after.body_html
    assert after.version == before.version + 1
    assert (after.slug, after.status, after.published_at) == (
        before.slug, before.status, before.published_at,
    )  # fmt: skip
    made = after.revisions.get(number=3)
    assert (made.body, made.by, made.note) == ("Old *text*", editor, "Restored revision 1")
    assert after.revisions.get(number=2).body == "New text"
    assert "Restored revision 1" in LogEntry.objects.latest("pk").change_message


def test_what_has_changed_since_it_was_asked_is_not_undone_unseen(admin):
    post = make_post(body="Old")
    revise(post, "New")
    seen = Post.objects.get(pk=post.pk).version
    revise(post, "Newest")
    response = admin.post(address("restore", post), {"revision": 1, "version": seen})
    page = response.content.decode()
    assert "nothing has been restored" in page
    assert "Newest" in page
    assert Post.objects.get(pk=post.pk).body == "Newest"
    again = {"revision": 1, "version": response.context["version"]}
    assert admin.post(address("restore", post), again).status_code == 302
    assert Post.objects.get(pk=post.pk).body == "Old"


@pytest.mark.parametrize("version", ["", "-1", "x", "99999999999999999999"])
def test_a_forged_version_restores_nothing(version, admin):
    post = make_post(body="Old")
    revise(post, "New")
    response = admin.post(address("restore", post), {"revision": 1, "version": version})
    assert response.status_code == 200
    assert Post.objects.get(pk=post.pk).body == "New"


def test_the_present_text_is_not_restored_again(admin):
    post = make_post()
    version = Post.objects.get(pk=post.pk).version
    sentence = "The article already reads as revision 1 does."
    asked = admin.get(address("restore", post), {"revision": 1}, follow=True)
    assert sentence in asked.content.decode()
    data = {"revision": 1, "version": version}
    assert sentence in admin.post(address("restore", post), data, follow=True).content.decode()
    assert post.revisions.count() == 1


@pytest.mark.parametrize("number", ["", "0", "9", "x", "2147483648"])
def test_a_revision_that_is_none_is_not_restored(number, admin):
    post = make_post()
    data = {"revision": number, "version": 1}
    for response in (
        admin.get(address("restore", post), data, follow=True),
        admin.post(address("restore", post), data, follow=True),
    ):
        assert "has no revision" in response.content.decode()


def test_a_source_that_is_over_a_limit_now_is_refused_with_a_sentence(admin):
    post = make_post(body="Fine")
    post.revisions.update(body="x" * 3_000_000)
    data = {"revision": 1, "version": Post.objects.get(pk=post.pk).version}
    response = admin.post(address("restore", post), data, follow=True)
    assert response.status_code == 200
    assert [message.level_tag for message in response.context["messages"]] == ["error"]
    assert Post.objects.get(pk=post.pk).body == "Fine"
    assert post.revisions.count() == 1


def test_a_form_that_is_open_elsewhere_notices(admin):
    post = make_post(body="Old")
    revise(post, "New")
    form = admin.get(address("change", post)).context["adminform"].form
    base = form["base_version"].value()
    admin.post(address("restore", post), {"revision": 1, "version": base})
    assert Post.objects.get(pk=post.pk).version != base


# The list of all articles' revisions


def test_the_list_of_all_revisions_leads_to_each_articles_history(admin):
    post = make_post(body="One")
    saved = revise(post, "One, two")
    page = admin.get(reverse("admin:posts_revision_changelist")).content.decode()
    assert f'href="{address("compare", post, to=2)}"' in page
    assert "<ins>+5</ins>" in page
    response = admin.get(reverse("admin:posts_revision_change", args=[saved.pk]))
    assert (response.status_code, response.url) == (302, address("revision", post, 2))


def test_a_change_that_was_never_counted_is_still_led_to(admin):
    post = make_post()
    post.revisions.update(added=None, removed=None)
    page = admin.get(reverse("admin:posts_revision_changelist")).content.decode()
    assert f'href="{address("compare", post, to=1)}"' in page
    assert "+None" not in page + admin.get(history_of(post)).content.decode()


def test_the_list_names_only_articles_that_the_user_may_see(client, writer):
    own, others = make_post("Mine", authors=[writer]), make_post("Somebody else's")
    client.force_login(writer.user)
    page = client.get(reverse("admin:posts_revision_changelist")).content.decode()
    assert "Mine" in page
    assert "Somebody else" not in page
    for post, place in [(own, address("revision", own, 1)), (others, reverse("admin:index"))]:
        revision = post.revisions.get()
        answer = client.get(reverse("admin:posts_revision_change", args=[revision.pk]))
        assert answer.url == place
