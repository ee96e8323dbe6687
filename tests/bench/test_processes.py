"""What the system tells of processes."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bench.processes import children, memory, worker_of

pytestmark = pytest.mark.skipif(not Path("/proc/self").exists(), reason="there is no /proc")


def test_children():
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        assert process.pid in children(os.getpid())
        process.communicate(b"\n")
    assert process.pid not in children(os.getpid())


def test_memory():
    resident, own = memory(os.getpid())
    assert resident >= own > 1


def test_who_answers_on_a_connection():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port)) as client:
            local = client.getsockname()[1]
            with server.accept()[0]:
                assert worker_of(local, port, [os.getpid()]) == os.getpid()
            assert worker_of(local, port, [os.getppid()]) is None
