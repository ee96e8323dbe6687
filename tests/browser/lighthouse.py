"""What Lighthouse says of pages: `python -m tests.browser.lighthouse ADDRESS …`.

Looks at each address as on a telephone and as on a desk, with the throttling that Lighthouse
simulates for them, and prints the four scores and every audit that cost something, with what it
found; with `--all` those as well that count for no score. The pages must be served already, on a
machine that is not busy. It wants Lighthouse, of which it looks for the command `lighthouse` or the
path in `LIGHTHOUSE` (`npm install lighthouse`, which needs Node.js), and a Chromium, as the tests
do. Status 1 if a score is below 100.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

from tests.browser.conftest import ARGUMENTS, CANDIDATES

DEVICES = {"mobile": [], "desktop": ["--preset=desktop"]}
CATEGORIES = ["performance", "accessibility", "best-practices", "seo"]
LONGEST_RUN = 180  # seconds
MOST_SHOWN = 5
"""Elements shown of each audit."""


def main() -> int:
    options = _options()
    lighthouse = _found("LIGHTHOUSE", ["lighthouse"])
    chromium = _found("CHROMIUM", CANDIDATES)
    if lighthouse is None or chromium is None:
        sys.stderr.write(
            "Lighthouse and Chromium are needed. `npm install lighthouse` brings the first"
            " (node_modules/.bin/lighthouse), the package chromium of the system the other; name"
            " them in the variables LIGHTHOUSE and CHROMIUM if they are not on the PATH.\n"
        )
        return 2
    is_perfect = True
    for address in options.addresses:
        for device in options.device or DEVICES:
            try:
                report = _report([lighthouse, address, *DEVICES[device]], chromium)
            except subprocess.CalledProcessError:
                sys.stderr.write(f"{address} could not be looked at: see above.\n")
                return 2
            scores = {name: report["categories"][name]["score"] for name in CATEGORIES}
            is_perfect = is_perfect and set(scores.values()) == {1}
            shown = "  ".join(f"{name} {_percent(score)}" for name, score in scores.items())
            sys.stdout.write(f"\n{address} ({device}): {shown}\n")
            sys.stdout.writelines(f"    {line}\n" for line in _findings(report, options.all))
    return 0 if is_perfect else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("addresses", nargs="+", metavar="ADDRESS")
    parser.add_argument("--device", action="append", choices=[*DEVICES], help="by default both")
    parser.add_argument("--all", action="store_true", help="also audits that count for no score")
    return parser.parse_args()


def _found(variable: str, candidates: list[str]) -> str | None:
    named = os.environ.get(variable)
    return named or next(filter(None, map(shutil.which, candidates)), None)


def _report(command: list[str], chromium: str) -> dict[str, Any]:
    """Run Lighthouse and return its report.

    Raises:
        subprocess.CalledProcessError: it could not look at the page; it has said why.
    """
    command = [
        *command,
        "--quiet",
        "--output=json",
        f"--only-categories={','.join(CATEGORIES)}",
        f"--chrome-flags={' '.join(['--headless=new', *ARGUMENTS])}",
    ]
    ended = subprocess.run(  # noqa: S603  # the developer names the command
        command,
        env={**os.environ, "CHROME_PATH": chromium},
        stdout=subprocess.PIPE,
        check=True,
        timeout=LONGEST_RUN,
    )
    report: dict[str, Any] = json.loads(ended.stdout)
    return report


def _findings(report: dict[str, Any], with_weightless: bool) -> Iterator[str]:
    """Yield a line for each audit below its best, the weightiest first, and what it saw."""
    weights: dict[str, float] = {}
    for category in report["categories"].values():
        for audit in category["auditRefs"]:
            weights[audit["id"]] = max(audit["weight"], weights.get(audit["id"], 0))
    for name in sorted(weights, key=lambda name: (-weights[name], name)):
        audit = report["audits"][name]
        if audit["score"] in {None, 1} or not (weights[name] or with_weightless):
            continue
        told = audit.get("displayValue") or audit.get("explanation") or ""
        weight = f"weight {weights[name]:g}" if weights[name] else "no weight"
        yield f"{_percent(audit['score']):>3} {name} ({weight}): {audit['title']} {told}".rstrip()
        seen = (audit.get("details") or {}).get("items", [])
        # Of a whole page there is a table of properties instead.
        for item in seen[:MOST_SHOWN] if isinstance(seen, list) else []:
            yield f"      {_described(item)}"


def _described(item: dict[str, Any]) -> str:
    """Return what an audit says of one element, request or task, on a line."""
    node = item.get("node") or {}
    shown = {name: value for name, value in item.items() if isinstance(value, str | int | float)}
    parts = [node.get("snippet", ""), *(f"{name}={value}" for name, value in shown.items())]
    return " ".join(filter(None, parts))[:200]


def _percent(score: float | None) -> str:
    return "–" if score is None else str(round(100 * score))


if __name__ == "__main__":
    sys.exit(main())
