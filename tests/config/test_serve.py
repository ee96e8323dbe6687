"""`python -m config.serve`: production, once everything it needs is there."""

import os
import shutil
import signal
import subprocess
import sys
import threading
import urllib.request
from urllib.parse import quote

import pytest
from django.db import connection

from tests.config.folders import open_folder
from tests.config.test_production_settings import GOOD, ROOT
from tests.config.test_serving import LONGEST, accepts, port  # noqa: F401  # a fixture

pytestmark = pytest.mark.django_db


def environment(data_dir, **changed):
    settings = connection.settings_dict
    place = f"host={quote(settings['HOST'], safe='')}&port={settings['PORT']}"
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("DJANGO_")},
        **GOOD,
        "DATABASE_URL": f"postgresql://{settings['USER']}@/{settings['NAME']}?{place}",
        "DATA_DIR": str(data_dir),
        "WORKERS": "1",
        "THREADS": "2",
        "HOST": "",
        **changed,
    }


@pytest.fixture(scope="module")
def data_dir(django_db_setup, django_db_blocker):
    """A site's data, with the static files collected."""
    with open_folder() as folder, django_db_blocker.unblock():
        subprocess.run(
            [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity=0"],
            env=environment(folder),
            cwd=ROOT,
            check=True,
        )
        yield folder


def check(data_dir, **changed):
    return subprocess.run(
        [sys.executable, "-m", "config.serve", "--check"],
        env=environment(data_dir, **changed),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_site_that_lacks_nothing_can_be_served(data_dir):
    done = check(data_dir)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"HOST": "blog.example.org"}, "HOST is 'blog.example.org'; it must be an IP address"),
        ({"WORKERS": "many"}, "WORKERS is 'many'"),
        ({"THREADS": "0"}, "THREADS is 0"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY is too easy to guess"),
        ({"WORKERS": "100"}, "the database allows "),
        ({"DATABASE_URL": GOOD["DATABASE_URL"]}, "the database cannot be used: "),
    ],
)
def test_what_is_malformed_gets_a_sentence(changed, sentence, data_dir):
    done = check(data_dir, **changed)
    assert done.returncode == 1
    assert done.stderr.startswith(f"downlink: {sentence}")
    assert "Traceback" not in done.stderr


def test_missing_tables_get_a_sentence(data_dir):
    url = environment(data_dir)["DATABASE_URL"]
    done = check(data_dir, DATABASE_URL=url.replace(connection.settings_dict["NAME"], "postgres"))
    assert done.returncode == 1
    assert "Run: python manage.py migrate" in done.stderr


@pytest.mark.parametrize("what", ["staticfiles.json", "css/site.css", "js/site.*.js"])
def test_missing_static_files_get_a_sentence(what, data_dir):
    path = next((data_dir / "static").glob(what))
    aside = data_dir / "aside"
    shutil.move(path, aside)
    try:
        done = check(data_dir)
    finally:
        shutil.move(aside, path)
    assert done.returncode == 1
    assert "Run: python manage.py collectstatic" in done.stderr


def test_static_files_of_a_former_version_get_a_sentence(data_dir):
    path = data_dir / "static" / "composer" / "composer.js"
    status = path.stat()
    os.utime(path, (1, 1))
    try:
        done = check(data_dir)
    finally:
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert done.returncode == 1
    assert "(composer/composer.js is missing or older" in done.stderr


def test_it_serves_reloads_what_can_be_served_and_ends(data_dir, port):  # noqa: F811  # a fixture
    site = subprocess.Popen(
        [sys.executable, "-m", "config.serve"],
        env=environment(data_dir, PORT=str(port)),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    fuse = threading.Timer(LONGEST, site.kill)
    fuse.start()
    try:
        assert f"http://127.0.0.1:{port} with 1 workers" in site.stdout.readline()
        while site.poll() is None and not accepts(port):
            pass
        request = urllib.request.Request(
            f"http://127.0.0.1:{port}/healthz", headers={"Host": "blog.example.org"}
        )
        with urllib.request.urlopen(request, timeout=LONGEST) as answer:  # noqa: S310
            assert answer.read() == b"alive\n"

        manifest = data_dir / "static" / "staticfiles.json"
        shutil.move(manifest, data_dir / "aside")
        site.send_signal(signal.SIGHUP)
        assert "collectstatic" in site.stdout.readline()
        assert "not reloaded" in site.stdout.readline()
        shutil.move(data_dir / "aside", manifest)

        site.send_signal(signal.SIGHUP)
        assert site.stdout.readline().startswith("Replacing the workers")
        with urllib.request.urlopen(request, timeout=LONGEST) as answer:  # noqa: S310
            assert answer.status == 200
        site.terminate()
        rest, _ = site.communicate()
        assert (site.returncode, rest) == (0, "")
    finally:
        fuse.cancel()
        if site.poll() is None:
            site.kill()
            site.communicate()
