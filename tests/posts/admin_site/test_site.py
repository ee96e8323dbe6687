"""What all pages of the admin's site share: its menu, and requests that no page of it sends."""

import pytest

from tests.factories import make_user

pytestmark = pytest.mark.django_db


def test_a_choice_cannot_be_looked_for_by_a_nul(client, editor):
    client.force_login(editor)
    asked = {"app_label": "posts", "model_name": "post", "field_name": "category"}
    assert client.get("/admin/autocomplete/", {**asked, "term": "x"}).status_code == 200
    assert client.get("/admin/autocomplete/", {**asked, "term": "x\0"}).status_code == 400


@pytest.mark.parametrize("address", ["/admin/", "/admin/posts/post/", "/admin/posts/post/add/"])
def test_the_menu_names_only_what_the_user_may_look_at(client, address):
    client.force_login(make_user("cora", role="contributor"))
    menu = client.get(address).context["available_apps"]
    models = [model for app in menu for model in app["models"]]
    assert "Tag" in [model["object_name"] for model in models]
    assert [model["object_name"] for model in models if not model["admin_url"]] == []
