"""The command itself: its arguments, what it prints, how it ends."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from blog.importers.management.commands import import_posts
from blog.posts.models import Post
from tests.importers.planting import plant

pytestmark = pytest.mark.django_db

POST = "---\ntitle: t\ndate: 2020-01-01\n---\ntext"


def run(*arguments, **options):
    out = io.StringIO()
    call_command("import_posts", *map(str, arguments), stdout=out, **options)
    return out.getvalue().splitlines()


def test_it_names_the_stages_and_ends_with_the_counts(tmp_path):
    plant(tmp_path, {"blog/a.md": POST, "blog/README.md": "x"})

    lines = run(tmp_path / "blog")

    assert lines[0] == "reading blog (plain): 2 files"
    assert "not a post: 1 file: a README." in lines
    assert lines[-1] == "1 created, 0 updated, 0 unchanged, 0 kept, 0 skipped, 1 not a post."
    assert Post.objects.get().source_path == "blog/a.md"


def test_a_dry_run_says_so_and_writes_nothing(tmp_path):
    plant(tmp_path, {"a.md": POST})

    lines = run(tmp_path, "--dry-run")

    assert lines[-2].startswith("1 created")
    assert lines[-1] == "Dry run: nothing was written."
    assert not Post.objects.exists()


def test_a_skipped_file_ends_it_with_an_error_after_everything_else(tmp_path):
    plant(tmp_path, {"a.md": POST, "binary.md": b"\x89PNG\0\0\0"})

    with pytest.raises(CommandError, match="1 of 2 files could not be imported"):
        run(tmp_path)

    assert Post.objects.count() == 1


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("nowhere", "does not exist"),
        ("a.md", "is a file. Give the folder"),
        ("empty", "No Markdown"),
    ],
)
def test_a_path_that_holds_nothing_is_refused_with_a_sentence(tmp_path, path, sentence):
    plant(tmp_path, {"a.md": POST, "empty/x.txt": "x"})

    with pytest.raises(CommandError) as refused:
        run(tmp_path / path)

    assert sentence in str(refused.value)


def test_a_path_of_another_system_is_refused_with_a_sentence():
    with pytest.raises(CommandError, match="does not exist"):
        run("C:\\Users\\me\\blog")


def test_files_among_folders_get_their_line(tmp_path):
    plant(tmp_path, {"one/a.md": POST, "README.md": "x", "post.md": POST})

    out = io.StringIO()
    with pytest.raises(CommandError, match="1 of 3"):
        call_command(
            "import_posts",
            *(str(tmp_path / name) for name in ("one", "README.md", "post.md")),
            stdout=out,
        )

    assert f"skipped: {tmp_path}/post.md: it is a file" in out.getvalue()
    assert Post.objects.count() == 1


def test_a_folder_of_sites_is_the_same_as_each_of_them(tmp_path):
    plant(
        tmp_path,
        {
            "hexo/_config.yml": "source_dir: source",
            "hexo/source/_posts/a.md": POST,
            "hugo/hugo.toml": "",
            "hugo/content/b.md": POST,
            "README.md": "x",
        },
    )

    run(tmp_path)
    lines = run(tmp_path / "hexo", tmp_path / "hugo")

    assert lines[-1].startswith("0 created, 0 updated, 2 unchanged")
    assert set(Post.objects.values_list("source_path", flat=True)) == {
        "hexo/source/_posts/a.md",
        "hugo/content/b.md",
    }


def test_two_folders_of_one_name_are_refused(tmp_path):
    plant(tmp_path, {"x/blog/a.md": POST, "y/blog/a.md": POST})

    with pytest.raises(CommandError, match="--source"):
        run(tmp_path / "x/blog", tmp_path / "y/blog")

    run(tmp_path / "x/blog", "--source", "x")
    run(tmp_path / "y/blog", "--source", "y")
    assert Post.objects.count() == 2


def test_a_name_for_several_paths_is_refused(tmp_path):
    plant(tmp_path, {"x/a.md": POST, "y/a.md": POST})

    with pytest.raises(CommandError, match="one PATH"):
        run(tmp_path / "x", tmp_path / "y", "--source", "z")


def test_the_told_format_and_author_are_used(tmp_path):
    plant(tmp_path, {"a.md": "---\ncategories: [x, y]\ndate: 2020-01-01\n---\ntext"})

    lines = run(tmp_path, "--format", "hexo", "--author", "林知夏")

    post = Post.objects.get()
    assert "(hexo)" in lines[0]
    assert post.category.parent.name == "x"
    assert post.bylines.get().author.name == "林知夏"


def test_an_unreachable_database_is_one_sentence(tmp_path, monkeypatch):
    plant(tmp_path, {"a.md": POST})

    def no_database(*arguments):
        raise OperationalError("connection refused")

    monkeypatch.setattr(import_posts, "import_tree", no_database)

    with pytest.raises(CommandError, match=r"The database does not answer: connection refused"):
        run(tmp_path)


def test_an_interruption_is_one_sentence(tmp_path, monkeypatch):
    plant(tmp_path, {"a.md": POST})

    def interrupt(*arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr(import_posts, "import_tree", interrupt)

    with pytest.raises(CommandError, match="run it again"):
        run(tmp_path)


def test_quiet_says_nothing_unless_a_file_was_skipped(tmp_path):
    plant(tmp_path, {"a.md": POST})

    assert run(tmp_path, verbosity=0) == []


def test_everything_is_named_when_asked(tmp_path):
    plant(tmp_path, {"a.md": POST, "sub/README.md": "x"})

    lines = run(tmp_path, verbosity=2)

    assert any(line.startswith("  ") and line.endswith("sub/README.md") for line in lines)
