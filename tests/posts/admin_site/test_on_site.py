"""From a row of the admin to its page on the site: only for those who may see the row."""

from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils import timezone

from blog.posts.models import DraftLink
from tests.factories import make_author, make_category, make_post, make_user

pytestmark = pytest.mark.django_db


def page_of(row):
    kind = ContentType.objects.get_for_model(row)
    return reverse("admin:view_on_site", args=[kind.pk, row.pk])


@pytest.fixture
def contributor(client):
    user = make_user(role="contributor")
    client.force_login(user)
    return make_author(user=user)


def test_a_category_leads_to_its_page(client, contributor):
    category = make_category("Maths")
    assert client.get(page_of(category))["Location"] == "http://testserver/categories/maths/"


def test_hidden_articles_of_others_do_not_exist(client, contributor):
    own = make_post(status="draft", slug="mine", authors=[contributor])
    others = make_post(status="draft", slug="a-secret-plan")
    assert client.get(page_of(own))["Location"] == "http://testserver/posts/mine/"
    answer = client.get(page_of(others))
    assert answer.status_code == 404
    assert "secret" not in answer.content.decode()


@pytest.mark.parametrize("role", ["contributor", "editor", "administrator"])
def test_draft_links_are_given_to_nobody(client, editor, role):
    link = DraftLink.objects.make(
        make_post(status="draft"), by=editor, days=7, now=timezone.now() - timedelta(days=1)
    )
    client.force_login(make_user(role=role))
    answer = client.get(page_of(link))
    assert answer.status_code == 404
    assert "Location" not in answer


@pytest.mark.parametrize(("kind", "row"), [("x", "1"), ("999999", "1"), ("9" * 30, "1")])
def test_nonsense_is_not_found(client, editor, kind, row):
    client.force_login(editor)
    assert client.get(f"/admin/r/{kind}/{row}/").status_code == 404


def test_a_row_that_cannot_be_is_not_found(client, editor):
    client.force_login(editor)
    kind = ContentType.objects.get_for_model(make_category())
    for row in ("x", "9" * 30):
        assert client.get(f"/admin/r/{kind.pk}/{row}/").status_code == 404


def test_only_who_may_enter_the_admin_is_led_anywhere(client, reader):
    category = make_category()
    client.force_login(reader)
    assert client.get(page_of(category))["Location"].startswith("/admin/login/")
