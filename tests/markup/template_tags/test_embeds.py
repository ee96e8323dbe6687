import pytest

from blog.markup.template_tags.embeds import video_at, video_from_tag


@pytest.mark.parametrize(
    ("address", "player"),
    [
        (
            "https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=42s",
            "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?start=42",
        ),
        ("//youtube.com/embed/dQw4w9WgXcQ", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"),
        ("https://youtu.be/dQw4w9WgXcQ", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"),
        (
            "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ",
            "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ",
        ),
        (
            "//player.bilibili.com/player.html?aid=170001&p=2",
            "https://player.bilibili.com/player.html?aid=170001&autoplay=0&p=2",
        ),
        (
            "https://www.bilibili.com/video/BV1xx411c7mD/",
            "https://player.bilibili.com/player.html?bvid=BV1xx411c7mD&autoplay=0",
        ),
        ("https://vimeo.com/146022717", "https://player.vimeo.com/video/146022717"),
        ("https://player.vimeo.com/video/146022717", "https://player.vimeo.com/video/146022717"),
    ],
)
def test_pages_and_players_of_the_allowed_hosts(address, player):
    video = video_at(address)

    assert video is not None
    assert video.address == player


@pytest.mark.parametrize(
    "address",
    [
        "",
        "https://evil.example/embed/dQw4w9WgXcQ",
        "https://youtube.com.evil.example/embed/dQw4w9WgXcQ",
        "https://youtube.com@evil.example/embed/dQw4w9WgXcQ",
        "javascript://youtube.com/embed/dQw4w9WgXcQ",
        "https://youtube.com/embed/<script>",
        "https://youtube.com/redirect?q=https://evil.example",
        "https://player.bilibili.com/player.html?bvid=../x",
        "https://vimeo.com/about",
        "http://[broken",
    ],
)
def test_everything_else_is_refused(address):
    assert video_at(address) is None


def test_the_title_of_a_frame_is_kept():
    video = video_from_tag('<iframe title="演讲 &amp; 问答" src="https://vimeo.com/146022717">')

    assert video is not None
    assert video.title == "演讲 & 问答"
