"""What a page is told of the pictures it shows."""

import pytest

from blog.markup import Picture
from blog.media.models import MediaFile
from blog.media.responsive import pictures_for
from tests.media.pictures import animation, photograph, picture

pytestmark = pytest.mark.django_db


def test_pictures_are_found_by_their_addresses_in_one_query(django_assert_num_queries):
    large = MediaFile.objects.store("a.jpg", photograph(size=(900, 600)))
    small = MediaFile.objects.store("b.png", picture())
    moving = MediaFile.objects.store("c.gif", animation("GIF"))
    attached = MediaFile.objects.store_attachment("d.txt", b"d")
    stem = large.url.removesuffix(".jpg")
    absolute = f"https://blog.example.org{large.url}"
    asked = [
        large.url,
        absolute,
        f"{small.url}?x=1#y",
        moving.url,
        attached.url,
        large.sources()[0][0],
        "/media/../secret.png",
        f"https://elsewhere.example{large.url}",
        f"https://blog.example.organised{large.url}",
        f"//blog.example.org{large.url}",
        "/media/\0",
        "/media/",
        "",
    ]
    with django_assert_num_queries(1):
        found = pictures_for(asked)
    assert found == {
        large.url: Picture(900, 600, ((f"{stem}-480.webp", 480), (f"{stem}-800.webp", 800))),
        absolute: Picture(
            900,
            600,
            tuple((f"https://blog.example.org{stem}-{width}.webp", width) for width in (480, 800)),
        ),
        f"{small.url}?x=1#y": Picture(30, 20, ()),
        moving.url: Picture(30, 20, ()),
    }


def test_a_text_without_own_pictures_costs_no_query(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert pictures_for(["https://elsewhere.example/a.png", "b.png"]) == {}
        assert pictures_for([]) == {}
