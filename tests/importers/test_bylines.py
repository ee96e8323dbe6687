import pytest

from blog.importers.bylines import AuthorDirectory, authors_from
from blog.importers.imported import ImportedAuthor

NOBODY = AuthorDirectory()


def names(value, directory=NOBODY):
    return [author.name for author in authors_from(value, directory)]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Ada Lovelace", ["Ada Lovelace"]),
        ("林知夏、高明远", ["林知夏", "高明远"]),
        ("林知夏，高明远", ["林知夏", "高明远"]),
        (
            "Ada Lovelace, Alan Turing and Grace Hopper",
            ["Ada Lovelace", "Alan Turing", "Grace Hopper"],
        ),
        ("Ada Lovelace, and Alan Turing", ["Ada Lovelace", "Alan Turing"]),
        ("Ada & Alan", ["Ada", "Alan"]),
        ("The Search and Storage Team", ["The Search and Storage Team"]),
        ("Martin King, Jr., Ada Lovelace", ["Martin King, Jr.", "Ada Lovelace"]),
        ("Ada Lovelace (Analytical Engines)", ["Ada Lovelace"]),
        ("林知夏（某大学）", ["林知夏"]),
        ("Ada Lovelace <ada@example.org>", ["Ada Lovelace"]),
        ("@ada", ["ada"]),
        ("**Ada**", ["Ada"]),
        (["Ada", "Alan", "ada"], ["Ada", "Alan"]),
        (["Ada, Alan"], ["Ada", "Alan"]),
        ([["Ada"], {"name": "Alan"}], ["Ada", "Alan"]),
        (None, []),
        ("", []),
        (True, []),
        ([], []),
        ({}, []),
        (2016, ["2016"]),
    ],
)
def test_names_in_every_shape(value, expected):
    assert names(value) == expected


def test_markdown_links_give_name_and_address_without_the_affiliation():
    value = "[Ada Lovelace](https://example.org/ada), Engines Ltd, [Alan](https://example.org/alan)"

    assert authors_from(value, NOBODY) == (
        ImportedAuthor("Ada Lovelace", website="https://example.org/ada"),
        ImportedAuthor("Alan", website="https://example.org/alan"),
    )


def test_html_links_give_name_and_address():
    value = '<a href="https://example.org/a" target="_blank">阿达</a>, <a href=\'x\'>A&amp;B</a>'

    assert authors_from(value, NOBODY) == (
        ImportedAuthor("阿达", website="https://example.org/a"),
        ImportedAuthor("A&B"),
    )


@pytest.mark.parametrize("address", ["javascript:alert(1)", "mailto:a@b.c", "//x", "ftp://x/"])
def test_only_addresses_on_the_web_are_kept(address):
    assert authors_from({"name": "Ada", "url": address}, NOBODY) == (ImportedAuthor("Ada"),)


def test_mappings_give_what_they_call_the_same_things_differently():
    value = [
        {"name": "Ada", "homepage": "https://example.org/a", "bio": "Counts."},
        {"Name": "Alan", "links": [{"label": "x", "url": "https://example.org/b"}]},
    ]

    assert authors_from(value, NOBODY) == (
        ImportedAuthor("Ada", website="https://example.org/a", biography="Counts."),
        ImportedAuthor("Alan", website="https://example.org/b"),
    )


def test_a_mapping_may_name_authors_by_its_keys():
    assert names({"Ada": {"url": "https://example.org"}, "Alan": {}}) == ["Ada", "Alan"]


DIRECTORY = AuthorDirectory(
    {
        "lin": {
            "name": "林知夏",
            "slug": "lin-zhixia",
            "biography": "写搜索。",
            "website": "https://lin.example.org/",
        },
        "Ada Lovelace": {"bio": "Counts."},
        "plain": "Plain Name",
        "titled": {"title": "Maintainer", "url": "https://example.org/t"},
    }
)


@pytest.mark.parametrize("value", ["lin", "LIN", ["lin"], {"key": "lin"}, "林知夏", "L. Z. <lin>"])
def test_keys_and_names_are_found_in_the_directory(value):
    (author,) = authors_from(value, DIRECTORY)

    assert author.slug == "lin-zhixia"
    assert author.biography == "写搜索。"
    assert author.website == "https://lin.example.org/"


def test_a_directory_entry_without_a_name_is_called_by_its_key():
    assert authors_from("ada lovelace", DIRECTORY)[0].name == "Ada Lovelace"
    assert authors_from("plain", DIRECTORY)[0].name == "Plain Name"
    assert authors_from("titled", DIRECTORY)[0].name == "titled"


def test_what_a_post_says_of_an_author_wins_over_the_directory():
    (author,) = authors_from({"name": "林知夏", "url": "https://other.example/"}, DIRECTORY)

    assert author.website == "https://other.example/"
    assert author.biography == "写搜索。"


def test_a_list_of_hundreds_and_a_name_of_hundreds_of_letters_are_bounded():
    assert len(authors_from([f"Author {n}" for n in range(500)], NOBODY)) == 50
    assert len(authors_from("A" * 500, NOBODY)[0].name) == 100
