from blog.importers.imported import ImportedStatus, Target
from tests.importers.planting import PIXEL, plant, read_all

CONFIGURATION = "author: 站长\ntimezone: UTC\nurl: https://old.example/blog\nroot: /blog/\n"


def site(tmp_path, files, configuration=CONFIGURATION):
    plant(tmp_path, {"_config.yml": configuration + "post_asset_folder: true\n"} | files)
    return read_all(tmp_path)


def post(front_matter, body="正文"):
    return f"---\n{front_matter}\n---\n{body}"


def test_a_flat_list_is_a_path_and_a_nested_one_gives_tags(tmp_path):
    posts, _ = site(
        tmp_path,
        {
            "source/_posts/flat.md": post("categories:\n- 机器学习\n- 监督学习"),
            "source/_posts/nested.md": post("categories:\n- [机器学习, 监督学习]\n- [数学]"),
            "source/_posts/text.md": post("categories: 技术"),
        },
    )

    assert posts["source/_posts/flat.md"].category == ("机器学习", "监督学习")
    assert posts["source/_posts/flat.md"].tags == ()
    assert posts["source/_posts/nested.md"].category == ("机器学习", "监督学习")
    assert posts["source/_posts/nested.md"].tags == ("数学",)
    assert posts["source/_posts/text.md"].category == ("技术",)


def test_the_default_address_is_the_date_and_the_name(tmp_path):
    posts, _ = site(tmp_path, {"source/_posts/a/b.md": post("date: 2016-05-07 23:30:00")})

    assert posts["source/_posts/a/b.md"].old_addresses == ("/blog/2016/05/07/a/b/",)


def test_the_configured_address_may_hold_the_category(tmp_path):
    posts, _ = site(
        tmp_path,
        {
            "source/_posts/one.md": post("date: 2016-05-07\ncategories: [C C, D]"),
            "source/_posts/two.md": post("date: 2016-05-07"),
            "source/_posts/three.md": post("date: 2016-05-07\npermalink: own/way.html"),
        },
        "permalink: :category/:title/\ndefault_category: rest\n",
    )

    assert posts["source/_posts/one.md"].old_addresses == ("/C-C/D/one/",)
    assert posts["source/_posts/two.md"].old_addresses == ("/rest/two/",)
    assert "/own/way.html" in posts["source/_posts/three.md"].old_addresses
    assert posts["source/_posts/three.md"].slug == "way"


def test_dates_without_a_zone_are_in_the_sites(tmp_path):
    posts, _ = site(tmp_path, {"source/_posts/a.md": post("date: 2016-05-07 08:00:00")})

    assert posts["source/_posts/a.md"].published_at.isoformat() == "2016-05-07T08:00:00+00:00"


def test_drafts_are_hidden_and_have_no_old_address(tmp_path):
    posts, _ = site(tmp_path, {"source/_drafts/a.md": post("title: t")})

    assert posts["source/_drafts/a.md"].status is ImportedStatus.DRAFT
    assert posts["source/_drafts/a.md"].old_addresses == ()


def test_pages_are_articles_and_the_themes_lists_are_not(tmp_path):
    posts, reasons = site(
        tmp_path,
        {
            "source/about/index.md": post("title: 关于\ndate: 2016-01-01"),
            "source/zh-cn/docs/a.md": post("title: 甲\ndate: 2016-01-01"),
            "source/tags/index.md": post("title: 标签\ntype: tags", "列表"),
            "themes/next/README.md": "x",
            "notes.md": "x",
        },
    )

    assert posts["source/about/index.md"].old_addresses == ("/blog/about/",)
    assert posts["source/about/index.md"].slug == "about"
    assert posts["source/zh-cn/docs/a.md"].old_addresses == ("/blog/zh-cn/docs/a.html",)
    assert posts["source/zh-cn/docs/a.md"].slug_qualifier == "zh-cn"
    assert reasons == {"source/tags/index.md": "a list that the theme fills"}


def test_pictures_come_from_the_asset_folder_and_from_source(tmp_path):
    body = "{% asset_img 一.png 题注 %} ![b](二.png) ![c](./a/二.png) ![d](/img/三.png)"
    posts, _ = site(
        tmp_path,
        {
            "source/_posts/a.md": post("date: 2016-05-07", body),
            "source/_posts/a/一.png": PIXEL,
            "source/_posts/a/二.png": PIXEL,
            "source/img/三.png": PIXEL,
        },
    )

    found = posts["source/_posts/a.md"]
    assert [one.path for one in found.references] == [
        "source/_posts/a/一.png",
        "source/_posts/a/二.png",
        "source/_posts/a/二.png",
        "source/img/三.png",
    ]
    assert found.references[0].before == "![题注]("
    assert found.warnings == ()


def test_links_to_posts_by_name_and_by_former_address(tmp_path):
    body = (
        "{% post_link b 看 %} [x](/blog/2016/05/07/b/) [y](https://old.example/blog/2016/05/07/b/)"
    )
    posts, _ = site(
        tmp_path,
        {
            "source/_posts/a.md": post("date: 2016-05-06", body),
            "source/_posts/b.md": post("date: 2016-05-07"),
        },
    )

    references = posts["source/_posts/a.md"].references
    assert [one.path for one in references] == ["source/_posts/b.md"] * 3
    assert all(one.target is Target.POST for one in references)


def test_the_sites_author_is_named_where_a_post_names_none(tmp_path):
    posts, _ = site(
        tmp_path, {"source/_posts/a.md": post("title: a"), "source/_posts/b.md": post("author: 客")}
    )

    assert [one.name for one in posts["source/_posts/a.md"].authors] == ["站长"]
    assert [one.name for one in posts["source/_posts/b.md"].authors] == ["客"]
