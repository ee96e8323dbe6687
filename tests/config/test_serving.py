"""The HTTP server: how large it may be, and that it loses no request."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import pytest
from django.db import connection

from config.env import SettingError
from config.serving import (
    Capacity,
    LastAnswers,
    ServingError,
    allowed_connections,
    require_free_port,
)

ROOT = Path(__file__).resolve().parent.parent.parent
LONGEST = 60  # seconds; a fuse, not a measurement
PROGRAM = """
import multiprocessing, sys
from config import serving
if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv[2])
    serving.serve(
        "127.0.0.1", int(sys.argv[1]), serving.Capacity(int(sys.argv[3]), 2),
        hang_up=serving.SiteServer.replace_workers, longest_end=10,
        application="tests.config.answering:application",
    )
"""


@pytest.fixture
def port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def served(tmp_path, port, *, workers=1, method="spawn"):
    program = tmp_path / "program.py"
    program.write_text(PROGRAM)
    server = subprocess.Popen(  # noqa: S603  # our own program
        [sys.executable, str(program), str(port), method, str(workers)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    fuse = threading.Timer(LONGEST, server.kill)
    fuse.start()
    try:
        while server.poll() is None and not accepts(port):
            pass
        yield server
    finally:
        fuse.cancel()
        if server.poll() is None:
            server.kill()
        server.wait()
        server.stdout.close()


def accepts(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def connected(port):
    return closing(http.client.HTTPConnection("127.0.0.1", port, timeout=LONGEST))


def read(client, path="/"):
    """The number of the process that answers."""
    client.request("GET", path)
    with client.getresponse() as answer:
        assert answer.status == 200
        return int(answer.read())


def get(port, path="/"):
    with connected(port) as client:
        return read(client, path)


def get_together(port):
    """The numbers of the processes that answer those who connect at the same moment."""
    with ExitStack() as stack:
        clients = [stack.enter_context(connected(port)) for _ in range(32)]
        for client in clients:
            client.connect()
        return {read(client) for client in clients}


@pytest.mark.parametrize("method", ["spawn", "fork"])
@pytest.mark.parametrize("workers", [1, 2])
def test_reloading_replaces_the_workers_and_loses_no_request(workers, method, tmp_path, port):
    with served(tmp_path, port, workers=workers, method=method) as server:
        while len(former := get_together(port)) < workers:
            pass  # one listens before the other
        stop, lost, answered = threading.Event(), [], set()

        def read_on():
            with connected(port) as client:
                while not stop.is_set():
                    try:
                        answered.add(read(client))
                    except (OSError, http.client.HTTPException) as error:
                        lost.append(error)
                        client.close()

        readers = [threading.Thread(target=read_on) for _ in range(4)]
        for reader in readers:
            reader.start()
        server.send_signal(signal.SIGHUP)
        try:
            for process in former:
                wait_until_gone(process, server)
        finally:
            stop.set()
            for reader in readers:
                reader.join()
        assert lost == []
        present = get_together(port)
        assert len(present) == workers
        assert not present & former
        assert answered & former
        assert answered & present
        server.terminate()
        assert server.wait() == 0


def wait_until_gone(process, server):
    while server.poll() is None:
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return


@pytest.mark.parametrize("method", ["spawn", "fork"])
@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("moment", [0, 0.1])
def test_it_ends_whenever_the_signal_comes_while_workers_start(
    moment, sent, method, tmp_path, port
):
    with served(tmp_path, port, workers=3, method=method) as server:
        time.sleep(moment)  # what is tried is each of them, not that it is enough
        os.killpg(server.pid, sent)
        printed, _ = server.communicate()
        assert (server.returncode, "Traceback" in printed) == (0, False), printed
    assert not accepts(port)


def test_signals_between_two_steps_of_the_server_are_not_lost(tmp_path, port):
    with served(tmp_path, port, workers=2) as server:
        for sent in [signal.SIGHUP, signal.SIGHUP, signal.SIGINT]:
            os.killpg(server.pid, sent)
        server.communicate()
        assert server.returncode == 0


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT])
def test_what_was_asked_before_the_end_is_answered(sent, tmp_path, port):
    with served(tmp_path, port) as server, connected(port) as client:
        get(port)
        client.request("GET", "/slow")
        # By the other thread of the same worker.
        get(port, "/begun")
        server.send_signal(sent)
        with client.getresponse() as answer:
            assert answer.status == 200
        printed, _ = server.communicate()
        assert (server.returncode, printed) == (0, "")
    assert not accepts(port)


def test_a_worker_that_is_gone_is_replaced(tmp_path, port):
    with served(tmp_path, port) as server:
        former = get(port)
        os.kill(former, signal.SIGKILL)
        assert get(port) != former
        server.terminate()
        server.communicate()


def test_the_last_answers_close_their_connections():
    def application(_environ, start_response):
        start_response("200 OK", [("X-A", "1")])
        return [b"body"]

    said = []
    layer = LastAnswers(application)
    assert layer({}, lambda *given: said.append(given)) == [b"body"]
    layer.begin()
    assert layer({}, lambda *given: said.append(given)) == [b"body"]
    assert said == [
        ("200 OK", [("X-A", "1")]),
        ("200 OK", [("X-A", "1"), ("Connection", "close")]),
    ]


def test_capacity_comes_from_the_environment(monkeypatch):
    monkeypatch.delenv("WORKERS", raising=False)
    monkeypatch.delenv("THREADS", raising=False)
    assert Capacity.from_environment(3) == Capacity(3, 8)
    monkeypatch.setenv("WORKERS", "2")
    monkeypatch.setenv("THREADS", "5")
    assert Capacity.from_environment(3) == Capacity(2, 5)


@pytest.mark.parametrize("name", ["WORKERS", "THREADS"])
@pytest.mark.parametrize("value", ["0", "129", "many", "1.5"])
def test_a_malformed_one_gets_a_sentence(name, value, monkeypatch):
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingError, match=f"^{name} is "):
        Capacity.from_environment(1)


def test_connections_are_those_of_all_threads_and_listeners_and_of_one_worker_more():
    assert Capacity(4, 8).connections == 5 * 9
    Capacity(4, 8).require_connections(48)
    with pytest.raises(ServingError, match=r"allows 47 connections.* need 45, .*THREADS to 7,"):
        Capacity(4, 8).require_connections(47)
    with pytest.raises(ServingError, match="Set WORKERS lower"):
        Capacity(4, 8).require_connections(10)


@pytest.mark.django_db
def test_allowed_connections_are_the_least_of_servers_databases_and_roles():
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('max_connections')::int, current_database()")
        most, name = cursor.fetchone()
        assert most - 20 < allowed_connections() < most
        cursor.execute(f'ALTER DATABASE "{name}" CONNECTION LIMIT 7')
        assert allowed_connections() == 7
        cursor.execute("CREATE ROLE downlink_few CONNECTION LIMIT 5")
        cursor.execute("SET LOCAL ROLE downlink_few")
        assert allowed_connections() == 5


def test_a_port_in_use_gets_a_sentence():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 65535))
        other.listen()
        with pytest.raises(ServingError, match=r"^port 65535 of 127.0.0.1 .*PORT=8000$"):
            require_free_port("127.0.0.1", 65535)
