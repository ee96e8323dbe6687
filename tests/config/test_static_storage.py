"""The names of static files change with their content, and whatever names them follows."""

import re

import pytest
from django.core.management import call_command

from config.math_font_faces import FACES
from config.static_storage import StaticFiles


@pytest.fixture
def collected(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
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
    return tmp_path


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
