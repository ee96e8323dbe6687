"""Nothing that is typed is lost: crashes, closed tabs, ended sessions, full storage, two tabs."""

import contextlib
import time

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from playwright.sync_api import expect

from blog.posts.models import OpenForm, Post, UnsavedCopy
from tests.browser.killable_site import KillableSite
from tests.factories import make_author, make_post, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BODY = "#id_body"
KEPT = ".composer-kept"


@pytest.fixture
def writer(db):
    """An author, with the login `writer.user`."""
    return make_author("Emma", user=make_user("emma", role="author"))


@pytest.fixture
def post(writer):
    return make_post("Title", body="Stored.", authors=[writer], status="draft")


@pytest.fixture
def entered(browser):
    """Give a function that opens a browser in which a user is logged in."""
    with contextlib.ExitStack() as contexts:

        def enter(user, home, **options):
            context = browser.new_context(**{"viewport": {"width": 1440, "height": 900}, **options})
            contexts.callback(context.close)
            client = Client()
            client.force_login(user)
            session = client.cookies["sessionid"].value
            context.add_cookies([{"name": "sessionid", "value": session, "url": home}])
            return context

        yield enter


@pytest.fixture
def site(live_server):  # its flush of the database is wanted, and its empty start
    site = KillableSite(str(connection.settings_dict["NAME"]))
    site.start()
    yield site
    site.kill()


def form_of(context, home, post=None):
    page = context.new_page()
    page.goto(f"{home}/admin/posts/post/{f'{post.pk}/change' if post else 'add'}/")
    expect(page.locator(".composer-toolbar")).to_be_visible()
    return page


def write(page, text):
    """Type at the end of the article."""
    page.locator(BODY).press("Control+End")
    page.keyboard.insert_text(text)


def kept_here(page):
    kept = page.evaluate("Object.entries(localStorage)")
    return "".join(value for key, value in kept if key.startswith("downlink:"))


def wait_for_a_copy():
    """Wait for what a page sent when it was closed, of which nothing can be seen any more."""
    deadline = time.monotonic() + 20
    while not UnsavedCopy.objects.exists():
        assert time.monotonic() < deadline, "nothing came"
        time.sleep(0.02)


def save(page):
    page.locator("input[name=_continue]").first.click()


def test_what_is_typed_is_kept_on_the_server_and_the_article_is_untouched(
    entered, writer, post, live_server
):
    page = form_of(entered(writer.user, live_server.url), live_server.url, post)
    write(page, " 中文和 English.")
    expect(page.locator(KEPT).first).to_contain_text("Kept at")
    assert UnsavedCopy.objects.get(post=post).value("body") == "Stored. 中文和 English."
    assert kept_here(page) == ""  # the server has it
    assert Post.objects.get(pk=post.pk).body == "Stored."
    save(page)
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert Post.objects.get(pk=post.pk).body == "Stored. 中文和 English."
    assert not UnsavedCopy.objects.exists()
    assert page.locator(".unsaved").count() == 0


def test_a_killed_server_loses_nothing_and_a_save_waits_for_the_next(entered, writer, post, site):
    page = form_of(entered(writer.user, site.url), site.url, post)
    write(page, " Before.")
    expect(page.locator(KEPT).first).to_contain_text("Kept at")
    site.kill()
    write(page, " While it is away.")
    expect(page.locator("[role=status]", has_text="kept in this browser")).to_be_visible()
    assert "While it is away." in kept_here(page)
    # A save does not end on the browser's error page.
    save(page)
    expect(page.locator(".composer-message")).to_contain_text("Not saved")
    assert page.input_value(BODY) == "Stored. Before. While it is away."
    site.start()
    expect(page.locator(KEPT).first).to_contain_text("Kept at", timeout=30_000)
    assert UnsavedCopy.objects.get().value("body") == "Stored. Before. While it is away."
    save(page)
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert Post.objects.get(pk=post.pk).body == "Stored. Before. While it is away."


def test_what_only_the_browser_has_is_sent_and_offered_when_the_form_is_opened_again(
    entered, writer, post, site
):
    context = entered(writer.user, site.url)
    page = form_of(context, site.url, post)
    site.kill()
    write(page, " Never sent.")
    expect(page.locator("[role=status]", has_text="kept in this browser")).to_be_visible()
    page.close()
    site.start()
    assert not UnsavedCopy.objects.exists()
    page = form_of(context, site.url, post)
    found = page.locator(".composer-found")
    expect(found).to_be_visible()
    assert UnsavedCopy.objects.get().value("body") == "Stored. Never sent."
    found.get_by_text("Take it up").click()
    expect(page.locator(BODY)).to_have_value("Stored. Never sent.")
    assert kept_here(page) == ""


def test_a_closed_tab_is_offered_with_its_differences(entered, writer, post, live_server):
    context = entered(writer.user, live_server.url)
    page = form_of(context, live_server.url, post)
    write(page, " Closed at once.")
    page.close(run_before_unload=True)
    wait_for_a_copy()
    page = form_of(context, live_server.url, post)
    offer = page.locator(".unsaved")
    expect(offer).to_contain_text("You have text that was not saved")
    offer.get_by_text("See the differences").click()
    expect(page.locator(".differences ins")).to_have_text("Closed at once.")
    page.get_by_text("Take it up").click()
    expect(page.locator(BODY)).to_have_value("Stored. Closed at once.")
    expect(page.locator(".unsaved-taken-up")).to_be_visible()
    write(page, " More.")
    expect(page.locator(KEPT).first).to_contain_text("Kept at")
    assert UnsavedCopy.objects.get().value("body") == "Stored. Closed at once. More."
    save(page)
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert not UnsavedCopy.objects.exists()


def test_what_is_typed_before_the_scripts_have_come_is_kept(entered, writer, post, live_server):
    page = entered(writer.user, live_server.url).new_page()
    page.route("**/composer/*.js", lambda route: None)
    page.goto(f"{live_server.url}/admin/posts/post/{post.pk}/change/", wait_until="commit")
    write(page, " Early.")
    page.unroute("**/composer/*.js")  # lets go of what was held
    expect(page.locator(KEPT).first).to_contain_text("Kept at")
    assert UnsavedCopy.objects.get(post=post).value("body") == "Stored. Early."


def test_an_offer_is_discarded_without_leaving_the_form(entered, writer, post, live_server):
    context = entered(writer.user, live_server.url)
    page = form_of(context, live_server.url, post)
    write(page, " Not wanted.")
    expect(page.locator(KEPT).first).to_contain_text("Kept at")
    page.close()
    page = form_of(context, live_server.url, post)
    page.on("dialog", lambda dialog: dialog.accept())
    page.locator(".unsaved a[data-discard]").click()
    expect(page.locator(".unsaved")).to_have_count(0)
    assert not UnsavedCopy.objects.exists()
    assert page.url.endswith("/change/")


def test_a_new_article_and_its_small_fields_are_kept(entered, writer, live_server):
    context = entered(writer.user, live_server.url)
    page = form_of(context, live_server.url)
    page.locator("#id_title").press_sequentially("新文章")
    page.fill("#id_summary", "Summary")
    page.fill(BODY, "Body")
    page.fill("#id_published_at_0", "2026-12-24")
    box = page.locator(".field-tags .select2-search__field")
    box.click()
    page.keyboard.type("标签,")
    expect(page.locator(".select2-selection__choice")).to_have_count(1)
    expect(page.locator(KEPT).first).to_contain_text("Kept at")
    page.close()
    page = form_of(context, live_server.url)
    page.locator(".unsaved").get_by_text("Take it up").click()
    expect(page.locator(BODY)).to_have_value("Body")
    assert page.input_value("#id_title") == "新文章"
    assert page.input_value("#id_summary") == "Summary"
    assert page.input_value("#id_published_at_0") == "2026-12-24"
    assert page.locator(".select2-selection__choice").count() == 1


def test_an_ended_session_asks_for_the_password_in_place(entered, writer, post, live_server):
    page = form_of(entered(writer.user, live_server.url), live_server.url, post)
    Session.objects.all().delete()
    page.locator(BODY).focus()
    write(page, " Logged out")
    dialog = page.locator(".composer-login")
    expect(dialog).to_be_visible()
    # Keys go on into the text, not into the password.
    page.keyboard.insert_text(" meanwhile.")
    assert page.input_value(BODY) == "Stored. Logged out meanwhile."
    assert dialog.get_by_label("Username").input_value() == "emma"
    password = dialog.get_by_label("Password")
    password.fill("wrong")
    password.press("Enter")
    expect(dialog.get_by_role("alert")).to_contain_text("do not open the admin")
    password.fill("password")
    password.press("Enter")
    expect(dialog).to_be_hidden()
    expect(page.locator(KEPT).first).to_contain_text("Kept at")
    assert UnsavedCopy.objects.get().value("body") == "Stored. Logged out meanwhile."
    save(page)
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert Post.objects.get(pk=post.pk).body == "Stored. Logged out meanwhile."


def test_a_save_after_the_session_asks_first_and_then_saves(entered, writer, post, live_server):
    page = form_of(entered(writer.user, live_server.url), live_server.url, post)
    write(page, " Saved at once.")
    Session.objects.all().delete()
    save(page)
    dialog = page.locator(".composer-login")
    expect(dialog).to_be_visible()
    dialog.get_by_text("Later").click()
    expect(page.locator(".composer-message")).to_contain_text("log in again first")
    assert "Saved at once." in kept_here(page)
    save(page)
    dialog.get_by_label("Password").fill("password")
    dialog.get_by_text("Log in", exact=True).click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert Post.objects.get(pk=post.pk).body == "Stored. Saved at once."


def test_logging_in_in_another_tab_is_enough(entered, writer, post, live_server):
    context = entered(writer.user, live_server.url)
    page = form_of(context, live_server.url, post)
    Session.objects.all().delete()
    write(page, " Typed.")
    dialog = page.locator(".composer-login")
    expect(dialog).to_be_visible()
    dialog.get_by_text("in another tab").click()
    expect(dialog.get_by_role("alert")).to_contain_text("not logged in yet")
    other = context.new_page()
    other.goto(f"{live_server.url}/admin/login/?next=/admin/password_change/")
    other.fill("#id_username", "emma")
    other.fill("#id_password", "password")
    other.locator("[type=submit]").click()
    other.wait_for_url("**/password_change/")
    dialog.get_by_text("in another tab").click()
    expect(dialog).to_be_hidden()
    # With the new security token.
    save(page)
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert Post.objects.get(pk=post.pk).body == "Stored. Typed."


def test_nothing_is_kept_as_anothers_who_has_logged_in(entered, writer, editor, post, live_server):
    context = entered(writer.user, live_server.url)
    page = form_of(context, live_server.url, post)
    entered_as_editor = entered(editor, live_server.url)
    context.add_cookies([one for one in entered_as_editor.cookies() if one["name"] == "sessionid"])
    write(page, " Emma's.")
    save(page)
    dialog = page.locator(".composer-login")
    expect(dialog).to_contain_text("logged in as editor")
    assert not UnsavedCopy.objects.exists()
    dialog.get_by_label("Password").fill("password")
    dialog.get_by_label("Password").press("Enter")
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert Post.objects.get(pk=post.pk).revisions.get(number=2).by == writer.user


def test_full_storage_is_said_and_the_server_still_keeps_the_text(
    entered, writer, post, live_server
):
    context = entered(writer.user, live_server.url)
    context.add_init_script("Storage.prototype.setItem = () => { throw new Error('full'); }")
    page = form_of(context, live_server.url, post)
    write(page, " Typed.")
    expect(page.locator("[role=status]", has_text="stores no more text")).to_be_visible()
    expect(page.locator(".composer-kept").first).not_to_contain_text("Not kept")
    wait_for_a_copy()
    page.goto(f"{live_server.url}/admin/posts/post/")
    page.goto(f"{live_server.url}/admin/posts/post/{post.pk}/change/")
    expect(page.locator(".unsaved")).to_be_visible()


def test_who_would_lose_text_by_leaving_is_asked(entered, writer, post, live_server):
    context = entered(writer.user, live_server.url)
    context.add_init_script("Storage.prototype.setItem = () => { throw new Error('full'); }")
    page = form_of(context, live_server.url, post)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    context.set_offline(True)
    write(page, " Nowhere else.")
    expect(page.locator("[role=status]", has_text="Copy it before you leave")).to_be_visible()
    page.locator(".breadcrumbs a").first.click()
    expect(page.locator(BODY)).to_have_value("Stored. Nowhere else.")
    assert asked == ["beforeunload"]


def test_what_is_undone_is_not_offered_later(entered, writer, post, live_server):
    page = form_of(entered(writer.user, live_server.url), live_server.url, post)
    write(page, "x")
    expect(page.locator(KEPT).first).to_contain_text("Kept at")
    page.keyboard.press("Backspace")
    expect(page.locator(KEPT).first).to_be_hidden()
    assert not UnsavedCopy.objects.exists()


def test_text_for_an_article_that_is_deleted_meanwhile_becomes_a_new_ones(
    entered, writer, post, live_server
):
    page = form_of(entered(writer.user, live_server.url), live_server.url, post)
    post.delete()
    write(page, " Typed on.")
    expect(page.locator("[role=status]", has_text="has been deleted")).to_be_visible()
    copy = UnsavedCopy.objects.get(post=None)
    page.goto(f"{live_server.url}/admin/posts/post/add/?unsaved={copy.pk}")
    expect(page.locator(BODY)).to_have_value("Stored. Typed on.")
    assert page.input_value("#id_title") == "Title"


def test_two_tabs_of_ones_own_know_of_each_other(entered, writer, post, live_server):
    context = entered(writer.user, live_server.url)
    first, second = (form_of(context, live_server.url, post) for _ in range(2))
    expect(second.locator(".composer-presence")).to_contain_text("open in another tab")
    write(second, " Second.")
    save(second)
    expect(second.locator(".messagelist .success")).to_be_visible()
    first.evaluate("dispatchEvent(new Event('focus'))")
    presence = first.locator(".composer-presence")
    expect(presence).to_contain_text("You saved it in another tab")
    # The first is still protected: the save merges instead of overwriting.
    first.fill("#id_title", "New title")
    save(first)
    expect(first.locator("#page-merge")).to_be_visible()
    assert Post.objects.get(pk=post.pk).body == "Stored. Second."


def test_another_person_with_the_article_open_is_named_and_leaves(
    entered, writer, editor, post, live_server
):
    mine = form_of(entered(writer.user, live_server.url), live_server.url, post)
    theirs = form_of(entered(editor, live_server.url), live_server.url, post)
    expect(theirs.locator(".composer-presence")).to_contain_text("emma has this article open")
    mine.evaluate("dispatchEvent(new Event('focus'))")
    expect(mine.locator(".composer-presence")).to_contain_text("editor has this article open")
    theirs.goto(f"{live_server.url}/admin/")
    mine.evaluate("dispatchEvent(new Event('focus'))")
    expect(mine.locator(".composer-presence")).to_be_hidden()
    assert OpenForm.objects.get().user == writer.user


def test_going_back_brings_no_old_text_over_what_others_saved(entered, writer, post, live_server):
    page = form_of(entered(writer.user, live_server.url), live_server.url, post)
    write(page, " Mine.")
    page.fill("#id_summary", "Mine.")
    page.select_option("#id_language", "en")
    save(page)
    expect(page.locator(".messagelist .success")).to_be_visible()
    page.goto(f"{live_server.url}/admin/")
    stored = Post.objects.get(pk=post.pk)
    stored.body, stored.summary, stored.language = "Stored. Theirs.", "Theirs.", "zh-hans"
    stored.save()
    for _ in range(2):
        page.go_back()
        expect(page.locator(BODY)).to_have_value("Stored. Theirs.")
        expect(page.locator("#id_summary")).to_have_value("Theirs.")
        expect(page.locator("#id_language")).to_have_value("zh-hans")


def test_after_a_save_the_author_goes_on_where_the_text_was_left(
    entered, writer, post, live_server
):
    Post.objects.filter(pk=post.pk).update(body="\n\n".join(f"Line {n}." for n in range(300)))
    page = form_of(entered(writer.user, live_server.url), live_server.url, post)
    body = page.locator(BODY)
    body.evaluate("field => field.setSelectionRange(1500, 1500)")
    body.evaluate("field => { field.focus(); field.scrollTop = 2000; scrollTo(0, 250); }")
    page.keyboard.type("Here ")
    places = "field => [field.scrollTop, field.getBoundingClientRect().top].map(Math.round)"
    before = body.evaluate(places)
    with page.expect_navigation():
        page.keyboard.press("Control+s")
    expect(page.locator(".composer-message")).to_contain_text("successfully")
    assert body.evaluate(places) == before
    page.keyboard.type("again ")
    assert "Here again " in body.input_value()
    # In full screen as well.
    page.locator("[data-command=fullScreen]").click()
    with page.expect_navigation():
        page.keyboard.press("Control+s")
    expect(page.locator(".composer-full")).to_be_visible()
    page.keyboard.type("and again ")
    assert "Here again and again " in body.input_value()


def test_a_refused_save_begins_at_its_reasons_and_keeps_the_caret(
    entered, writer, post, live_server
):
    page = form_of(entered(writer.user, live_server.url), live_server.url, post)
    page.fill("#id_title", "")
    write(page, " Typed.")
    with page.expect_navigation():
        page.keyboard.press("Control+s")
    expect(page.locator(".errornote")).to_be_in_viewport()
    assert page.locator(BODY).evaluate("field => field.selectionEnd") == len("Stored. Typed.")


def test_text_that_was_taken_up_and_saved_is_not_asked_for_again(
    entered, writer, post, live_server
):
    context = entered(writer.user, live_server.url)
    page = form_of(context, live_server.url, post)
    write(page, " Typed.")
    expect(page.locator(KEPT).first).to_contain_text("Kept at")
    page.close()
    page = form_of(context, live_server.url, post)
    page.locator(".unsaved").get_by_text("Take it up").click()
    expect(page.locator(".unsaved-taken-up")).to_be_visible()
    save(page)
    expect(page.locator(".messagelist .success")).to_be_visible()
    expect(page.locator(".errornote")).to_have_count(0)
    expect(page.locator(BODY)).to_have_value("Stored. Typed.")


def test_what_a_save_has_taken_along_is_not_offered_as_lost(entered, writer, post, live_server):
    page = form_of(entered(writer.user, live_server.url), live_server.url, post)
    page.route("**/unsaved/", lambda route: route.abort())
    write(page, " Typed.")
    expect(page.locator("[role=status]", has_text="kept in this browser")).to_be_visible()
    save(page)
    expect(page.locator(".messagelist .success")).to_be_visible()
    expect(page.locator(".composer[data-preview=fresh]")).to_be_visible()
    assert kept_here(page) == ""
    expect(page.locator(".composer-found")).to_have_count(0)


def test_that_nothing_was_saved_stays_said_while_previews_fail(entered, writer, post, live_server):
    context = entered(writer.user, live_server.url)
    page = form_of(context, live_server.url, post)
    expect(page.locator(".composer[data-preview=fresh]")).to_be_visible()
    context.set_offline(True)
    message = page.locator(".composer-message")
    write(page, " Offline.")
    expect(message).to_contain_text("The preview shows an earlier text")
    page.keyboard.press("Control+s")
    expect(message).to_contain_text("Not saved: the server cannot be reached")
    with page.expect_event("requestfailed", lambda sent: sent.url.endswith("/preview/")):
        page.keyboard.type(" More.")
    expect(page.locator(".composer[data-preview=stale]")).to_be_visible()
    expect(message).to_contain_text("Not saved: the server cannot be reached")


def test_the_caret_is_where_it_was_after_the_login(entered, writer, post, live_server):
    page = form_of(entered(writer.user, live_server.url), live_server.url, post)
    Session.objects.all().delete()
    write(page, " Typed.")
    page.keyboard.press("Control+s")
    expect(page.locator(".composer-login:modal")).to_be_visible()
    page.locator(".composer-login").get_by_text("Later").click()
    expect(page.locator(".composer-login")).to_be_hidden()
    page.keyboard.type(" On.")
    expect(page.locator(BODY)).to_have_value("Stored. Typed. On.")
