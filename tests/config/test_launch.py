"""`make run`: the whole site by one command, and gone without a trace when it ends."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from django.db import OperationalError, connection

from blog.posts.models import Post
from config import launch
from tests.config.folders import open_folder
from tests.factories import make_post

ROOT = Path(__file__).resolve().parent.parent.parent
LONGEST = 90  # seconds; a fuse, not a measurement


@pytest.fixture
def port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def data_dir():
    """One site's data for all tests of this file: its first start loads the samples."""
    with open_folder() as folder:
        yield folder


def start(data_dir, port, before=(), **changed):
    return subprocess.Popen(  # noqa: S603  # our own program
        [*before, sys.executable, "-m", "config.launch"],
        cwd=ROOT,
        env={
            **{key: value for key, value in os.environ.items() if key != "DATABASE_URL"},
            "DJANGO_SETTINGS_MODULE": "config.settings.dev",
            "DATA_DIR": str(data_dir),
            "PORT": str(port),
            "SITE_URL": "",
            "ALLOWED_HOSTS": "",
            **changed,
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,  # a group of its own, as a terminal's job is
        # The tests themselves may run under nohup, and what is ignored is inherited.
        preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_DFL),  # noqa: PLW1509  # before any thread
    )


@contextmanager
def served(data_dir, port, **changed):
    """Run the site; yields its process and what it printed until it was ready."""
    site = start(data_dir, port, **changed)
    fuse = threading.Timer(LONGEST, site.kill)
    fuse.start()
    try:
        printed = ""
        for line in site.stdout:
            printed += line
            if "Ctrl-C" in line:
                break
        yield site, printed
    finally:
        if site.poll() is None:
            site.kill()
        fuse.cancel()
        site.communicate()


def answer(site, port, path="/healthz"):
    """The status and text of one request; waits until the site listens."""
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}")
    while True:
        try:
            with urllib.request.urlopen(request, timeout=LONGEST) as response:  # noqa: S310
                return response.status, response.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()
        except urllib.error.URLError as error:
            if not isinstance(error.reason, ConnectionRefusedError):
                raise
            with suppress(subprocess.TimeoutExpired):
                pytest.fail(f"the site has ended with status {site.wait(timeout=0.05)}")


def is_free(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


def postmaster_file(data_dir):
    return data_dir / "postgres" / "data" / "postmaster.pid"


@pytest.mark.parametrize(
    ("sent", "to_group"),
    [(signal.SIGINT, True), (signal.SIGTERM, False), (signal.SIGHUP, True)],
    ids=["Ctrl-C", "a request to end", "a closed terminal"],
)
def test_the_site_is_served_until_it_is_stopped_and_leaves_no_process(
    sent, to_group, data_dir, port
):
    with served(data_dir, port) as (site, printed):
        assert f"http://127.0.0.1:{port}/" in printed
        assert answer(site, port) == (200, "alive\n")
        assert answer(site, port, "/readyz")[0] == 200
        status, page = answer(site, port, "/")
        assert status == 200
        assert "<h1" in page
        assert postmaster_file(data_dir).exists()

        if to_group:
            os.killpg(site.pid, sent)
        else:
            site.send_signal(sent)
        rest, _ = site.communicate(timeout=LONGEST)
        assert site.returncode == 0, rest
        assert "Traceback" not in rest
        assert is_free(port)
        assert not postmaster_file(data_dir).exists()


def test_a_site_under_nohup_outlives_its_terminal(data_dir, port):
    with served(data_dir, port, before=["nohup"]) as (site, _printed):
        answer(site, port)
        os.killpg(site.pid, signal.SIGHUP)
        assert answer(site, port) == (200, "alive\n")
        site.terminate()
        assert site.wait(timeout=LONGEST) == 0


def test_more_connections_than_the_database_allows_get_a_sentence(data_dir, port):
    site = start(data_dir, port, WORKERS="10", THREADS="10")
    printed, _ = site.communicate(timeout=LONGEST)
    assert site.returncode == 1
    assert "downlink: the database allows 97 connections, and 10 workers" in printed
    assert "Set THREADS to 7, or" in printed


def test_the_printed_link_opens_the_admin_once(data_dir, port):
    with served(data_dir, port) as (site, printed):
        [link] = re.findall(r"http://\S+/accounts/enter/\S+", printed)
        path = link.removeprefix(f"http://127.0.0.1:{port}")
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        answer(site, port)
        with opener.open(link) as admin:
            assert admin.url == f"http://127.0.0.1:{port}/admin/"
            assert admin.status == 200
        assert answer(site, port, path)[0] == 403


def test_a_killed_launcher_leaves_no_worker_and_the_next_start_takes_over(data_dir, port):
    with served(data_dir, port) as (site, _printed):
        answer(site, port)
        site.kill()
        site.communicate(timeout=LONGEST)  # ends when no worker holds the output any more
    assert is_free(port)
    with served(data_dir, port) as (site, _printed):
        assert answer(site, port)[0] == 200
        site.terminate()
        site.communicate(timeout=LONGEST)
    assert not postmaster_file(data_dir).exists()


def test_a_port_in_use_gets_a_sentence_and_starts_nothing(tmp_path, port):
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()
        site = start(tmp_path / "var", port)
        printed, _ = site.communicate(timeout=LONGEST)
    assert site.returncode == 1
    assert printed.startswith(f"downlink: port {port} of 127.0.0.1 cannot be used")
    assert printed.count("\n") == 1
    assert not (tmp_path / "var" / "postgres").exists()


def test_a_database_out_of_reach_gets_a_sentence(tmp_path, port):
    site = start(tmp_path, port, DATABASE_URL="postgresql://me:hunter2@127.0.0.1:1/name")
    printed, _ = site.communicate(timeout=LONGEST)
    assert site.returncode == 1
    assert "downlink: the database cannot be reached" in printed
    assert "Traceback" not in printed
    assert "hunter2" not in printed


@pytest.mark.django_db
def test_what_a_reachable_database_refuses_is_not_called_out_of_reach():
    with connection.cursor() as cursor, pytest.raises(OperationalError) as caught:
        cursor.execute("SELECT repeat('a', 3000)::tsvector")
    sentence = launch._database_problem(caught.value)
    assert "word is too long" in sentence
    assert "cannot be reached" not in sentence


def test_a_malformed_setting_gets_a_sentence(tmp_path, port):
    site = start(tmp_path, port, TIME_ZONE="Mars/Olympus")
    printed, _ = site.communicate(timeout=LONGEST)
    assert (site.returncode, printed[:20]) == (1, "downlink: TIME_ZONE ")


@pytest.mark.django_db
def test_a_start_derives_anew_what_a_former_version_derived(capsys):
    post = make_post(body="**新**")
    Post.objects.filter(pk=post.pk).update(rendering_version=0, body_html="旧")

    launch._refresh_renderings()

    post.refresh_from_db()
    assert post.body_html == "<p><strong>新</strong></p>"
    assert "Rendering the articles" in capsys.readouterr().out


@pytest.mark.django_db
def test_a_start_with_nothing_to_derive_says_nothing(capsys):
    make_post()

    launch._refresh_renderings()

    assert capsys.readouterr().out == ""
