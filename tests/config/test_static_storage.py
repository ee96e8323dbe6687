"""The names of static files change with their content, and whatever names them follows."""

import gzip
import re

import brotli
import pytest
from django.core.management import call_command

from config import static_storage
from config.math_font_faces import FACES
from config.static_storage import StaticFiles


@pytest.fixture
def collected(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATICFILES_FINDERS = ["config.joined_files.ProjectFilesFinder"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "config.static_storage.StaticFiles"},
    }
    # The fonts that the style sheet names are made, not kept; empty files stand for them.
    (tmp_path / "extra" / "fonts").mkdir(parents=True)
    for face in FACES:
        (tmp_path / "extra" / face.path).touch()
    settings.STATICFILES_DIRS = [*settings.STATICFILES_DIRS, tmp_path / "extra"]
    call_command("collectstatic", interactive=False, verbosity=0)
    return settings.STATIC_ROOT


def test_modules_import_the_hashed_names_of_others(collected):
    storage = StaticFiles(location=collected)
    waiting, seen = [storage.stored_name("composer/composer.js")], set()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        assert re.search(r"\.[0-9a-f]{12}\.js$", name)
        source = (collected / name).read_text("utf-8")
        imported = re.findall(r'^import [^;]*? from "\./([\w.]+)";', source, re.MULTILINE)
        assert source.count("\nimport ") == len(imported)
        waiting += [f"composer/{one}" for one in imported]
    originals = {
        path.name for path in (collected / "composer").iterdir() if path.name.count(".") == 1
    }
    assert len(seen) == len(originals) > 15


def test_hashed_texts_have_compressed_forms_that_are_smaller_and_the_same(collected):
    storage = StaticFiles(location=collected)
    sheet = storage.stored_name("css/site.css")
    content = (collected / sheet).read_bytes()
    packed = (collected / f"{sheet}.br").read_bytes()
    zipped = (collected / f"{sheet}.gz").read_bytes()
    assert brotli.decompress(packed) == gzip.decompress(zipped) == content
    assert len(packed) < len(zipped) < len(content)
    assert not (collected / "css/site.css.br").exists()
    assert not [*collected.glob("images/*.png.br")]


def test_what_gets_no_smaller_has_no_compressed_form(collected):
    (collected.parent / "extra" / "short.txt").write_text("a")
    call_command("collectstatic", interactive=False, verbosity=0)
    assert [*collected.glob("short.*.txt")]
    assert not [*collected.glob("short.*.txt.*")]


def test_what_has_not_changed_is_not_compressed_again(collected, monkeypatch):
    before = {path: path.read_bytes() for path in collected.rglob("*.br")}
    asked = []
    monkeypatch.setattr(
        static_storage, "_brotli", lambda content: asked.append(content) or content[:1]
    )
    (collected.parent / "extra" / "new.txt").write_text("a" * 1000)
    call_command("collectstatic", interactive=False, verbosity=0)
    assert asked == [b"a" * 1000]
    assert before
    assert all(path.read_bytes() == content for path, content in before.items())


def test_a_file_is_whole_at_every_moment_in_which_it_is_collected_again(collected, monkeypatch):
    """Whoever serves meanwhile must not find it gone, or half of it."""
    storage = StaticFiles(location=collected)
    paths = [collected / storage.stored_name("css/site.css"), collected / "staticfiles.json"]
    whole = [path.read_bytes() for path in paths]
    seen = []

    def look(method):
        def looking(*args, **kwargs):
            seen.append([path.read_bytes() for path in paths])
            result = method(*args, **kwargs)
            seen.append([path.read_bytes() for path in paths])
            return result

        return looking

    for name in ("delete", "_save"):
        monkeypatch.setattr(StaticFiles, name, look(getattr(StaticFiles, name)))
    call_command("collectstatic", interactive=False, verbosity=0)
    assert len(seen) > 20
    assert all(one == whole for one in seen)
    assert not [*collected.rglob("*.partial")]


def test_all_that_was_collected_can_be_cleared(collected):
    sheet = StaticFiles(location=collected).stored_name("css/site.css")
    (collected / "css" / "left.css").write_text("a")
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    assert not (collected / "css" / "left.css").exists()
    assert (collected / sheet).exists()
