"""What was measured, as tables of text."""

from collections.abc import Iterator, Mapping
from typing import Any

type Measured = Mapping[str, Any]


def lines(report: Measured) -> Iterator[str]:
    """Give the lines of the report that `var/bench.json` holds."""
    machine = report["machine"]
    yield ", ".join(f"{name} {value}" for name, value in machine.items() if value != "")
    for size in report["sizes"]:
        yield ""
        yield f"{size['posts']:,} articles"
        yield from _pages(size["pages"])
        yield from _others(size["pages"])
        yield from _notes(size)
    yield from _growth(report["sizes"])


def _pages(pages: list[Measured]) -> Iterator[str]:
    yield (
        f"{'':24} {'hit/s':>8} {'p50':>7} {'p99':>7}  {'nginx':>6} {'bare':>6} |"
        f" {'miss/s':>7} {'p50':>7} {'p99':>7} {'hello':>6} |"
        f" {'queries':>7} {'db ms':>7} {'CPU ms':>7} {'bytes':>8}"
    )
    for page in pages:
        hit, miss, cost = page.get("hit"), page.get("miss"), page.get("cost")
        parts = [f"{page['name']:24}"]
        parts.append(_load(hit, 8))
        parts.append(f" {_number(page.get('of_nginx'), 6)} {_number(page.get('of_bare'), 6)} |")
        parts.append(_load(miss, 7))
        parts.append(f"{_number(page.get('of_hello'), 6)} |")
        if cost:
            parts.append(
                f"{cost['queries']:7} {cost['database_ms']:7.2f} {cost['processor_ms']:7.2f}"
                f" {cost['bytes']:8}"
            )
        yield " ".join(parts)


def _others(pages: list[Measured]) -> Iterator[str]:
    """Give what the other servers did, of the pages that were compared."""
    for page in pages:
        said = [
            f"{name} {page[name]['rate']:.0f}/s (p50 {page[name]['p50_ms']:.2f},"
            f" p99 {page[name]['p99_ms']:.2f} ms)"
            for name in ("nginx", "bare", "hello", "unchanged")
            if name in page
        ]
        if "unchanged_of_hello" in page:
            said.append(f"unchanged of hello {page['unchanged_of_hello']:.2f}")
        if said:
            yield f"  beside {page['name']}: {', '.join(said)}"


def _load(load: Measured | None, width: int) -> str:
    if not load:
        return f"{'-':>{width}} {'-':>7} {'-':>7}"
    wrong = f" {load['errors']} errors" if load["errors"] else ""
    return f"{load['rate']:{width}.0f} {load['p50_ms']:7.2f} {load['p99_ms']:7.2f}{wrong}"


def _number(value: float | None, width: int) -> str:
    return f"{'-':>{width}}" if value is None else f"{value:{width}.2f}"


def _notes(size: Measured) -> Iterator[str]:
    for name, value in size.items():
        if name not in {"posts", "pages"}:
            said = (
                ", ".join(f"{key} {one}" for key, one in value.items())
                if isinstance(value, Mapping)
                else value
            )
            yield f"  {name}: {said}"


def _growth(sizes: list[Measured]) -> Iterator[str]:
    """Give how much longer a miss takes in the largest database than in the smallest."""
    if len(sizes) < 2:
        return
    first, last = sizes[0], sizes[-1]
    yield ""
    yield f"Miss in process, {last['posts']:,} articles beside {first['posts']:,} (times as long):"
    before = {page["name"]: page["cost"] for page in first["pages"] if "cost" in page}
    for page in last["pages"]:
        cost, former = page.get("cost"), before.get(page["name"])
        if cost and former:
            yield f"{page['name']:24} {growth(former, cost):6.2f}"


def growth(former: Measured, cost: Measured) -> float:
    """Return how many times as long a page takes as it did."""
    return round(float(cost["total_ms"]) / max(float(former["total_ms"]), 0.01), 2)
