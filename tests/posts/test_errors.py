"""What a reader sees when something goes wrong: a page, never a traceback."""

import pytest
from django.test import Client

from blog.posts import listing_views


def test_a_fault_of_ours_is_a_page_that_needs_no_database(monkeypatch):
    def fail(self, *args, **kwargs):
        raise RuntimeError("a secret in a message")

    monkeypatch.setattr(listing_views.LatestView, "get", fail)
    response = Client(raise_request_exception=False).get("/")
    assert response.status_code == 500
    page = response.content.decode()
    assert "Something went wrong" in page
    assert "secret" not in page


def test_a_request_that_cannot_be_understood_is_answered_by_a_page():
    response = Client().get("/", headers={"host": "elsewhere.example"})
    assert response.status_code == 400
    assert "cannot be understood" in response.content.decode()


@pytest.mark.django_db
def test_a_form_without_its_token_is_refused_with_the_way_out():
    response = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "x"})
    assert response.status_code == 403
    assert "This form is too old" in response.content.decode()
