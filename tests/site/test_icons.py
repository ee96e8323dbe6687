"""The icon in all its forms."""

import io
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from PIL import Image

from blog.site.icons import INSTALLED


def picture(path):
    return Image.open(io.BytesIO(Path(finders.find(path)).read_bytes()))


@pytest.mark.parametrize("icon", INSTALLED, ids=str)
def test_an_icon_has_the_size_it_claims(icon):
    assert picture(icon.path).size == (icon.size, icon.size)


@pytest.mark.parametrize("path", ["images/icon-180.png", "images/icon-maskable-512.png"])
def test_an_icon_that_systems_cut_fills_its_square(path):
    icon = picture(path).convert("RGBA")
    edge = icon.width - 1
    colours = {icon.getpixel(corner) for corner in [(0, 0), (0, edge), (edge, 0), (edge, edge)]}
    assert len(colours) == 1
    assert colours.pop()[3] == 255


def test_what_a_maskable_icon_shows_lies_within_the_safe_circle():
    icon = picture("images/icon-maskable-512.png").convert("RGB")
    middle, radius = icon.width / 2, icon.width * 0.4
    ground = icon.getpixel((0, 0))
    outside = {
        icon.getpixel((x, y))
        for x in range(icon.width)
        for y in range(icon.width)
        if (x + 0.5 - middle) ** 2 + (y + 0.5 - middle) ** 2 > radius**2
    }
    assert outside == {ground}


def test_the_icon_is_where_clients_ask_for_it(client):
    response = client.get("/favicon.ico")
    assert (response.status_code, response["Location"]) == (302, "/static/images/favicon.ico")
    assert response["Cache-Control"] == "public, max-age=86400"


def test_the_old_form_of_the_icon_has_the_sizes_of_tabs_and_desktops():
    assert picture("images/favicon.ico").info["sizes"] == {(16, 16), (32, 32), (48, 48)}
