"""Asking by wrk: what it writes, and what is said without it."""

import pytest

from tests.bench import wrk
from tests.bench.wrk import BenchError, Load, parsed, require

OUTPUT = """\
Running 2s test @ http://127.0.0.1:8170
  1 threads and 32 connections
  Latency Distribution
     50%  401.00us
Requests/sec:  76421.12
BENCH {"requests": 153000, "microseconds": 2000000, "bytes": 4590000, "p50": 401, "p99": 1250, "errors": 3}
"""  # noqa: E501  # as it is written


def test_what_the_script_writes_is_read():
    assert parsed(OUTPUT) == Load(
        rate=76500.0, p50=0.401, p99=1.25, requests=153_000, errors=3, body_bytes=4_590_000
    )


def test_a_run_without_time_has_no_rate():
    line = OUTPUT.replace('"microseconds": 2000000', '"microseconds": 0')
    assert parsed(line).rate == 0


def test_other_output_is_an_error():
    with pytest.raises(BenchError, match="nothing that is understood: unable to connect"):
        parsed("unable to connect")


def test_the_script_writes_what_is_read():
    assert f"'{wrk._MARK}{{" in wrk.SCRIPT.read_text()


def test_a_missing_program_is_named_with_its_package(monkeypatch):
    monkeypatch.setattr(wrk, "which", lambda *_args, **_more: None)
    with pytest.raises(BenchError, match=r"wrk is needed.*apt-get install wrk"):
        require("wrk")
