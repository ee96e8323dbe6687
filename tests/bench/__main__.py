"""The measuring bench: `python -m tests.bench [--posts 1000 100000 1000000] …`, or `make bench`.

Fills a database of its own for each number of articles (kept under DATA_DIR for the next run),
starts the site as production does, and measures every kind of page: from memory and made anew, and
for some of them beside nginx serving the same bytes, an application that does nothing on the same
server, and Django saying hello. Prints a table and writes var/bench.json. Needs wrk and nginx
(Debian: apt-get install wrk nginx), and about 18 GB of disk for 1,000,000 articles.
"""

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.bench.machine import description
from tests.bench.options import Options
from tests.bench.report import lines
from tests.bench.wrk import BenchError, require

ROOT = Path(__file__).resolve().parent.parent.parent


def main() -> int:
    """Measure; return the process's exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument(
        "--posts", type=int, nargs="+", default=[1_000, 100_000, 1_000_000], metavar="N"
    )
    Options.add_to(parser)
    arguments = parser.parse_args()
    options = Options.of(arguments)
    folder = Path(os.environ.get("DATA_DIR", ROOT / "var"))
    report: dict[str, Any] = {"machine": description(), "options": vars(options), "sizes": []}
    try:
        require("wrk")
        require("nginx")
        for posts in sorted(arguments.posts):
            report["sizes"].append(_measured(posts, options, folder / "bench" / str(posts)))
            (folder / "bench.json").write_text(json.dumps(report, indent=1, ensure_ascii=False))
    except BenchError as error:
        sys.stderr.write(f"downlink: {error}\n")
        return 1
    sys.stdout.write("\n".join(lines(report)) + f"\n\nWritten to {folder / 'bench.json'}\n")
    return 0


def _measured(posts: int, options: Options, folder: Path) -> dict[str, object]:
    """Measure one size in a process of its own: settings hold for one database only.

    Raises:
        BenchError: it failed, and has said why.
    """
    folder.mkdir(parents=True, exist_ok=True)
    found = folder / "measured.json"
    command = [
        sys.executable, "-m", "tests.bench.size", str(posts), "--json", str(found),
        *options.arguments(),
    ]  # fmt: skip
    # Neither the site's own database nor what an operator set for it.
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    environment["DATA_DIR"] = str(folder)
    ran = subprocess.run(command, env=environment, cwd=ROOT, check=False)  # noqa: S603  # an own command line
    if ran.returncode:
        raise BenchError(f"measuring with {posts} articles failed; see above")
    measured: dict[str, object] = json.loads(found.read_text())
    return measured


if __name__ == "__main__":
    sys.exit(main())
