"""Links that Chromium follows ahead of the reader, under the site's policy."""

import pytest

from tests.factories import make_post

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def preloads(watched):
    """Open pages and note every address that was fetched ahead, with what came of it."""
    page, complaints = watched
    noted: dict[str, str] = {}
    session = page.context.new_cdp_session(page)
    session.send("Preload.enable")
    session.on(
        "Preload.ruleSetUpdated",
        lambda event: complaints.extend(filter(None, [event["ruleSet"].get("errorMessage")])),
    )
    session.on(
        "Preload.prefetchStatusUpdated",
        lambda event: noted.update({event["prefetchUrl"]: event["status"]}),
    )
    return page, noted, complaints


def settled(page, noted, address, status):
    """Wait until what was fetched ahead from `address` has come to `status`."""
    for _ in range(200):
        if noted.get(address) == status:
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"{address} is {noted.get(address)}, not {status}, of {noted}")


def test_a_link_under_the_pointer_is_fetched_ahead_and_used(preloads, live_server):
    page, noted, complaints = preloads
    post = make_post("Fetched ahead", tags=["one"])
    address = live_server.url + post.get_absolute_url()
    page.goto(live_server.url)
    page.get_by_role("link", name="Fetched ahead").hover()
    settled(page, noted, address, "Ready")
    page.get_by_role("link", name="Fetched ahead").click()
    settled(page, noted, address, "Success")
    assert page.url == address
    kind = page.evaluate("performance.getEntriesByType('navigation')[0].deliveryType")
    assert kind == "navigational-prefetch"
    assert complaints == []


def test_a_feed_under_the_pointer_is_not_fetched(preloads, live_server):
    page, noted, complaints = preloads
    make_post("A page")
    page.goto(live_server.url)
    page.get_by_role("link", name="Atom").hover()
    page.get_by_role("link", name="A page").hover()
    settled(page, noted, f"{live_server.url}/posts/a-page/", "Ready")
    assert not any("feed" in address for address in noted)
    assert complaints == []
