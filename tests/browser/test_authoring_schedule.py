"""An article that is scheduled in the form appears to its readers at its time, by itself."""

import math
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from django.utils.formats import date_format
from playwright.sync_api import expect

from accounts.models import Role
from blog.posts.models import Post
from tests.browser.signed_in import begin, html_of, preview_of, save, signed_in
from tests.factories import make_author, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

AHEAD = 5  # seconds; time enough to press Save before


@pytest.fixture
def writer():
    """An author's login, with a byline of its own."""
    return make_author("林知夏", user=make_user("zhixia", role=Role.AUTHOR))


def whole_second(moment):
    """Return the next whole second, which is what the form can say."""
    return datetime.fromtimestamp(math.ceil(moment.timestamp()), UTC)


def choose_time(page, at):
    """Put a moment into the form, in the site's time zone as the form asks for it."""
    local = timezone.localtime(at)
    page.fill("#id_published_at_0", f"{local:%Y-%m-%d}")
    page.fill("#id_published_at_1", f"{local:%H:%M:%S}")


def test_a_scheduled_article_appears_at_its_time_without_any_job(browser, live_server, writer):
    reading = browser.new_context()
    reader = reading.new_page()
    address = live_server.url + "/posts/later/"
    with signed_in(browser, live_server.url, writer.user) as page:
        begin(page, live_server.url, "Later", "later")
        expect(page.locator(".field-status.field-published_at")).to_contain_text("Asia/Shanghai")
        page.fill("#id_body", "It **appears** by itself.")
        page.select_option("#id_status", Post.Status.PUBLISHED)
        at = whole_second(timezone.now() + timedelta(seconds=AHEAD))
        choose_time(page, at)
        save(page)
        assert reader.goto(address).status == 404
        reader.goto(live_server.url + "/")
        expect(reader.get_by_role("link", name="Later")).to_have_count(0)
        time = date_format(timezone.localtime(at), "DATETIME_FORMAT")
        said = page.locator(".messagelist .info")
        expect(said).to_contain_text(f"will see it from {time} (Asia/Shanghai) on")
        preview = html_of(preview_of(page))
    stored = Post.objects.values().get()
    assert stored["published_at"] == at

    asked = timezone.now()
    while reader.goto(address).status == 404:
        assert asked < at
        asked = timezone.now()
    assert timezone.now() >= at
    assert html_of(reader.locator("main article")) == preview
    reader.goto(live_server.url + "/")
    expect(reader.get_by_role("link", name="Later").first).to_be_visible()
    assert Post.objects.values().get() == stored
    reading.close()


def test_a_time_in_the_past_is_asked_about_and_nothing_is_lost(browser, live_server, writer):
    with signed_in(browser, live_server.url, writer.user) as page:
        begin(page, live_server.url, "Earlier", "earlier")
        page.fill("#id_body", "文字。")
        page.select_option("#id_status", Post.Status.PUBLISHED)
        choose_time(page, datetime(2020, 2, 3, 4, 5, tzinfo=UTC))
        save(page)
        expect(page.locator(".field-published_at .errorlist")).to_contain_text("has passed")
        expect(page.locator("#id_body")).to_have_value("文字。")
        assert not Post.objects.exists()
        page.check("#id_backdate")
        save(page)
        expect(page.locator(".messagelist .success")).to_be_visible()
    reading = browser.new_context()
    reader = reading.new_page()
    assert reader.goto(live_server.url + "/posts/earlier/").status == 200
    # The same moment in the site's time zone
    expect(reader.locator("article time").first).to_have_attribute(
        "datetime", "2020-02-03T12:05:00+08:00"
    )
    reading.close()
