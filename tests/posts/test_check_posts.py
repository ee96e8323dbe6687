"""`manage.py check_posts`: its lines, its summary, its exit."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from blog.posts.models import Post
from tests.factories import make_post

pytestmark = pytest.mark.django_db


def check_posts(*arguments):
    """Return what the command printed, and what it failed with."""
    output = StringIO()
    try:
        call_command("check_posts", *arguments, stdout=output)
    except CommandError as error:
        return output.getvalue(), str(error)
    return output.getvalue(), ""


def test_sound_posts_are_counted_and_nothing_fails():
    make_post(body="Sound.")

    assert check_posts() == ("     0 in all, posts checked: 1\n", "")


def test_each_problem_has_its_line_and_each_kind_its_count():
    make_post(slug="b", body="a\n\n![](/x.png)")
    make_post(slug="a", body="$\\bad$ [x](/posts/none/) [y](/posts/no/)")

    printed, failure = check_posts()

    lines = printed.splitlines()
    assert [line.split(": ")[:2] for line in lines[:5]] == [
        ["a:1:1", "bad-formula"],
        ["a:1:12", "dead-post-link"],
        ["a:1:30", "dead-post-link"],
        ["b:3:5", "image-without-alt"],
        ["b:3:5", "missing-image"],
    ]
    assert lines[1].endswith(": The link /posts/none/ leads to no post of this site.")
    assert lines[5] == "     2 dead-post-link"
    assert lines[-1] == "     5 in all, posts checked: 2"
    assert failure == "5 problems found."


def test_a_problem_makes_the_exit_status_one():
    make_post(body="$\\bad$")

    with pytest.raises(CommandError) as caught:
        call_command("check_posts", stdout=StringIO())
    assert caught.value.returncode == 1


def test_only_the_named_posts_are_checked():
    make_post(slug="a", body="$\\bad$")
    make_post(slug="b", body="$\\bad$")

    printed, _ = check_posts("b")

    assert "b:1:1" in printed
    assert "a:1:1" not in printed


def test_a_slug_that_no_post_has_is_an_error():
    make_post(slug="a")

    assert check_posts("a", "none") == ("", "There is no such post: none.")


def test_only_what_readers_see_is_checked_if_asked_for():
    make_post(slug="draft", body="$\\bad$", status=Post.Status.DRAFT)

    assert check_posts("--published") == ("     0 in all, posts checked: 0\n", "")
    assert "draft:1:1" in check_posts("--all")[0]


def test_kinds_can_be_chosen():
    make_post(slug="a", body="$\\bad$ ![](https://e.example/x.png) {{ x }}")

    printed, _ = check_posts("--kind", "bad-formula", "--kind", "unknown-shortcode")

    kinds = {line.split(": ")[1] for line in printed.splitlines() if line.startswith("a:")}
    assert kinds == {"bad-formula", "unknown-shortcode"}


def test_a_kind_that_does_not_exist_is_an_error():
    assert "invalid choice" in check_posts("--kind", "bad-grammar")[1]


def test_json_holds_the_same():
    make_post(slug="文章", body="a\n$\\bad$")

    answer = json.loads(check_posts("--format", "json")[0])

    assert answer["posts"] == 1
    assert answer["kinds"] == {"bad-formula": 1}
    (problem,) = answer["problems"]
    assert problem.pop("message").startswith("The formula $\\bad$ cannot be shown: ")
    assert problem == {"slug": "文章", "line": 2, "column": 1, "kind": "bad-formula"}
