"""Rounds of loads, their medians and ratios."""

import pytest

from tests.bench.loads import in_rounds, middle, ratio
from tests.bench.wrk import Load


def load(rate, p99=1.0, errors=0):
    return Load(rate=rate, p50=0.5, p99=p99, requests=100, errors=errors, body_bytes=1)


def test_every_second_round_goes_the_other_way():
    asked = []
    servers = {name: lambda name=name: asked.append(name) or load(1) for name in "abc"}
    found = in_rounds(servers, 3)
    assert "".join(asked) == "abccbaabc"
    assert {name: len(loads) for name, loads in found.items()} == {"a": 3, "b": 3, "c": 3}


def test_medians_and_the_sum_of_errors():
    loads = [load(100, 3.0, 1), load(900, 1.0), load(300, 2.0, 2)]
    assert middle(loads) == {"rate": 300, "p50_ms": 0.5, "p99_ms": 2.0, "errors": 3}


def test_a_ratio_is_that_of_the_same_round():
    # The second round was slow for both.
    loads = {"site": [load(80), load(8), load(90)], "nginx": [load(100), load(10), load(100)]}
    assert ratio(loads, "site", "nginx") == pytest.approx(0.8)


def test_a_server_that_answered_nothing_gives_no_ratio():
    assert ratio({"site": [load(80)], "nginx": [load(0)]}, "site", "nginx") == 0
