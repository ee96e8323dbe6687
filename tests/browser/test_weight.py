"""What the pages cost a reader whose browser has nothing yet: requests, bytes, and no shifts."""

from pathlib import Path

import pytest

from blog.media.models import MediaFile
from tests.browser.page_weight import SLOW, Weight, weigh
from tests.factories import make_author, make_category, make_post
from tests.media.pictures import photograph

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
HEAVY = ["softmax-数值稳定性.md", "倒排索引/index.md"]
"""Articles that have, one after the other, what the bound for an article is stated for."""
FORMULAS, CODE_BLOCKS = 50, 10

MOST_REQUESTS = 4
FRONT_PAGE_BYTES = 20_000
ARTICLE_BYTES = 60_000
MOST_MOVED_BY_A_FONT = 0.005
"""Cumulative Layout Shift (web.dev); up to 0.1 counts as good, and 0.003 is what it comes to in
the narrow window where the font of formulas is held back until everything has been painted."""
WIDTHS = [375, 1440]


def text_of(sample: str) -> str:
    """The text of a sample, without its pictures and the lines that say what it is."""
    text = (SAMPLES / sample).read_text("utf-8").split("\n---\n", 1)[1]
    return "\n".join(line for line in text.splitlines() if not line.startswith("!["))


@pytest.fixture
def post():
    cover = MediaFile.objects.store("cover.jpg", photograph(size=(1600, 900)))
    return make_post(
        "softmax 的数值稳定性与倒排索引：从溢出到流式计算",
        body="\n\n".join(map(text_of, HEAVY)),
        language="zh-hans",
        cover=cover,
        authors=[make_author("林之遐", biography="写检索与机器学习，也写它们为什么会算错。")],
        category=make_category("机器学习"),
        tags=["softmax", "浮点数", "数值稳定性", "Python"],
    )


@pytest.fixture
def front_page():
    """The front page's address, with twelve articles whose texts are those of samples."""
    category = make_category("深度学习")
    authors = [make_author("王小明"), make_author("Ada Lovelace")]
    samples = sorted(SAMPLES.rglob("*.md"), key=lambda path: path.stat().st_size)[-12:]
    for number, sample in enumerate(samples):
        make_post(
            f"第 {number + 1} 篇：怎样在一百毫秒之内找到想找的那一篇",
            body=text_of(str(sample.relative_to(SAMPLES))),
            language="zh-hans",
            category=category,
            authors=authors[: 1 + number % 2],
            tags=["检索", "PyTorch", f"主题 {number}"],
        )
    return "/"


@pytest.fixture
def weighed(browser, live_server):
    """Return a function that weighs the page at a path."""

    def weighed(path: str, **how) -> Weight:
        return weigh(browser, live_server.url + path, **how)

    return weighed


def costs(weight: Weight) -> list[tuple[str, int]]:
    return [(part.address, part.brotli) for part in weight.requests]


def test_the_article_has_what_the_bound_is_stated_for(post):
    assert post.body_html.count("<math") >= FORMULAS
    assert post.body_html.count("<pre") >= CODE_BLOCKS


def test_the_front_page_is_light(weighed, front_page):
    weight = weighed(front_page)
    assert len(weight.requests) <= MOST_REQUESTS, costs(weight)
    assert weight.bytes <= FRONT_PAGE_BYTES, costs(weight)
    assert weight.blocking == ()


def test_an_article_full_of_formulas_and_code_is_light(weighed, post):
    weight = weighed(post.get_absolute_url())
    assert len(weight.requests) <= MOST_REQUESTS, costs(weight)
    assert weight.bytes <= ARTICLE_BYTES, costs(weight)
    assert weight.blocking == ()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("network", [None, SLOW], ids=["fast", "slow"])
def test_nothing_moves_on_the_front_page(weighed, front_page, width, network):
    weight = weighed(front_page, width=width, network=network)
    assert weight.moved == 0, weight.movers


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("network", [None, SLOW], ids=["fast", "slow"])
def test_nothing_moves_in_an_article(weighed, post, width, network):
    weight = weighed(post.get_absolute_url(), width=width, network=network)
    assert any(part.content_type == "image/webp" for part in weight.parts)
    # A busy machine may paint before it has read the font of formulas, which moves them by a hair.
    assert weight.moved < MOST_MOVED_BY_A_FONT, weight.movers
