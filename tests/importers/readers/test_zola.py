from datetime import datetime

from tests.importers.planting import PIXEL, SHANGHAI, plant, read_all

CONFIGURATION = 'base_url = "https://old.example"\n'


def site(tmp_path, files):
    plant(tmp_path, {"config.toml": CONFIGURATION} | files)
    return read_all(tmp_path)


def post(front_matter, body="Text."):
    return f'+++\ntitle = "T"\n{front_matter}\n+++\n{body}'


def test_tables_count_like_top_level_keys(tmp_path):
    posts, _ = site(
        tmp_path,
        {
            "content/a.md": post(
                'authors = ["Ada, Alan"]\n[taxonomies]\ntags = ["x", "y"]\ncategories = ["C"]\n'
                '[extra]\nsummary = "In short."'
            )
        },
    )

    found = posts["content/a.md"]
    assert found.tags == ("x", "y")
    assert found.category == ("C",)
    assert found.summary == "In short."
    assert [one.name for one in found.authors] == ["Ada", "Alan"]


def test_a_path_gives_address_slug_and_date(tmp_path):
    posts, _ = site(
        tmp_path,
        {"content/Rust.md": post('path = "2015/04/10/Fearless"\naliases = ["2015/04/10/F.html"]')},
    )

    found = posts["content/Rust.md"]
    assert found.old_addresses == ("/2015/04/10/Fearless/", "/2015/04/10/F.html")
    assert found.slug == "Fearless"
    assert found.published_at == datetime(2015, 4, 10, tzinfo=SHANGHAI)


def test_sections_give_address_and_category(tmp_path):
    posts, reasons = site(
        tmp_path,
        {
            "content/deep/_index.md": '+++\ntitle = "Deep things"\n+++\n',
            "content/deep/2016-05-07-a-b.md": post(""),
            "content/deep/bundle/index.md": post("date = 2016-01-01", "![a](a.png)"),
            "content/deep/bundle/a.png": PIXEL,
        },
    )

    assert list(reasons) == ["content/deep/_index.md"]
    assert posts["content/deep/2016-05-07-a-b.md"].old_addresses == ("/deep/a-b/",)
    assert posts["content/deep/2016-05-07-a-b.md"].category == ("Deep things",)
    assert posts["content/deep/bundle/index.md"].old_addresses == ("/deep/bundle/",)
    assert posts["content/deep/bundle/index.md"].references[0].path == "content/deep/bundle/a.png"


def test_links_by_content_path(tmp_path):
    posts, _ = site(
        tmp_path,
        {
            "content/a.md": post("date = 2016-01-01", "[b](@/deep/b.md#c)"),
            "content/deep/b.md": post("date = 2016-01-01"),
        },
    )

    (reference,) = posts["content/a.md"].references
    assert (reference.path, reference.fragment) == ("content/deep/b.md", "#c")


def test_a_page_without_text_is_no_post(tmp_path):
    _, reasons = site(tmp_path, {"content/latest.md": '+++\ntemplate = "x.html"\n+++\n'})

    assert reasons == {"content/latest.md": "there is no text in it"}
