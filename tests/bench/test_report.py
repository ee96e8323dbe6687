"""The report's tables."""

from tests.bench.report import growth, lines

HIT = {"rate": 41_000.0, "p50_ms": 0.61, "p99_ms": 1.2, "errors": 0}
MISS = {"rate": 300.0, "p50_ms": 12.0, "p99_ms": 30.0, "errors": 2}


def cost(total):
    return {"queries": 4, "database_ms": 1.5, "processor_ms": 4.0, "total_ms": total, "bytes": 30}


def size(posts, total):
    home = {
        "name": "home", "cost": cost(total), "hit": HIT, "miss": MISS, "of_nginx": 0.71,
        "of_bare": 0.93, "of_hello": 0.12, "nginx": {**HIT, "rate": 57_400.4},
        "unchanged_of_hello": 0.25,
    }  # fmt: skip
    feed = {"name": "feed.atom", "cost": cost(total), "hit": HIT, "miss": MISS}
    return {"posts": posts, "pages": [home, feed], "save_ms": {"median": 20.0}}


def report(*sizes):
    return {"machine": {"processors": 2, "nginx": ""}, "options": {}, "sizes": list(sizes)}


def test_a_line_for_each_page():
    found = list(lines(report(size(1_000, 5.0))))
    (home,) = [line for line in found if line.startswith("home")]
    (feed,) = [line for line in found if line.startswith("feed.atom")]
    assert home.split() == (
        "home 41000 0.61 1.20 0.71 0.93 | 300 12.00 30.00 2 errors 0.12 | 4 1.50 4.00 30".split()
    )
    assert feed.split()[4:7] == ["-", "-", "|"]
    assert "1,000 articles" in found
    assert "  beside home: nginx 57400/s (p50 0.61, p99 1.20 ms), unchanged of hello 0.25" in found
    assert "  save_ms: median 20.0" in found


def test_the_machine_without_what_is_missing():
    assert next(lines(report(size(1_000, 5.0)))) == "processors 2"


def test_how_much_longer_in_the_largest_database():
    found = list(lines(report(size(1_000, 5.0), size(100_000, 5.5), size(1_000_000, 6.0))))
    at = found.index("Miss in process, 1,000,000 articles beside 1,000 (times as long):")
    assert found[at + 1].split() == ["home", "1.20"]
    assert growth(cost(5.0), cost(6.0)) == 1.2
