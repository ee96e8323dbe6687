"""Production starts with everything that makes it safe, or says in a sentence what is missing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
GOOD = {
    "DJANGO_SETTINGS_MODULE": "config.settings.production",
    "SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJKLMNOP",
    "SITE_URL": "https://blog.example.org",
    # Nothing listens there: the checks must not need a connection.
    "DATABASE_URL": "postgresql://nobody:nothing@127.0.0.1:1/nowhere",
}
OURS = {"ALLOWED_HOSTS", "DATA_DIR", "DEBUG", "LANGUAGE_CODE", "PORT", "SITE_NAME", "TIME_ZONE"}


def manage(*arguments, **changed):
    """Run manage.py with a good production environment, but for what is changed."""
    return run(str(ROOT / "manage.py"), *arguments, **changed)


def run(*arguments, **changed):
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in OURS and not name.startswith(("PG", "HSTS_", "DJANGO_"))
    }
    environment = {**environment, **GOOD, **changed}
    return subprocess.run(  # noqa: S603
        [sys.executable, *arguments],
        env={name: value for name, value in environment.items() if value is not None},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_deployment_checks_are_clean_without_a_connection():
    done = manage("check", "--deploy", "--fail-level", "WARNING")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", None),
        ("SECRET_KEY", "short"),
        ("SECRET_KEY", "a" * 60),
        ("SECRET_KEY", "django-insecure-" + GOOD["SECRET_KEY"]),
        ("DATABASE_URL", None),
        ("DATABASE_URL", "sqlite:///db.sqlite3"),
        ("SITE_URL", None),
        ("SITE_URL", "http://blog.example.org"),
        ("SITE_URL", "blog.example.org"),
        ("ALLOWED_HOSTS", "*"),
        ("ALLOWED_HOSTS", "https://blog.example.org"),
        ("ALLOWED_HOSTS", "www.example.org"),
        ("LANGUAGE_CODE", "fr"),
        ("TIME_ZONE", "Mars/Olympus"),
        ("PORT", "http"),
        ("DATA_DIR", __file__),
        ("HSTS_SECONDS", "forever"),
        ("HSTS_PRELOAD", "perhaps"),
    ],
)
def test_a_missing_or_malformed_setting_stops_the_start_with_a_sentence_that_names_it(name, value):
    done = manage("check", **{name: value})
    assert done.returncode == 1
    assert done.stderr.startswith("downlink: ")
    assert name in done.stderr
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr


def test_a_database_out_of_reach_gets_a_sentence():
    done = manage("migrate")
    assert done.returncode == 1
    assert done.stderr.startswith("downlink: the database cannot be reached")
    assert "Traceback" not in done.stderr
    assert "nothing" not in done.stderr


def test_a_server_that_loads_the_application_gets_the_sentence_too():
    done = run("-c", "import config.wsgi", SECRET_KEY=None)
    assert (done.returncode, done.stderr[:29]) == (1, "downlink: SECRET_KEY is not s")
    assert run("-c", "import config.wsgi").returncode == 0
