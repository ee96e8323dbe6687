"""Whether readers ever see what is out of date: `python -m tests.bench.soak [SCENARIO …]`.

staleness  articles are published, edited, unpublished, scheduled, deleted, retagged, a category
           and a byline renamed, by the ORM and by SQL, some rolled back, while readers of each
           worker read; every five seconds a listening connection is cut off. An answer is stale if
           it shows something older than the last commit before 50 ms before the request.
herd       fifty simultaneous first requests of one page, ten times.
crowd      a hundred readers as fast as they can, while something is written twice a second.
outage     the database is stopped for a while under load, and started again.

Uses a database of its own below DATA_DIR (bench/soak), with --posts articles besides. Prints what
was seen, writes var/soak.json, and ends with status 1 if anything was stale or failed.
"""

import argparse
import json
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent.parent
NAMES = ["staleness", "herd", "crowd", "outage"]


def main() -> int:
    """Run the scenarios; return the process's exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench.soak",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("scenarios", nargs="*", default=NAMES, metavar="SCENARIO")
    parser.add_argument("--posts", type=int, default=1_000)
    parser.add_argument("--seconds", type=float, default=60, help="of each, at most (60)")
    parser.add_argument("--writes", type=int, default=10_000, help="in each, at most (10000)")
    parser.add_argument("--workers", type=int, default=4)
    parser.add_argument("--readers", type=int, default=2, help="to each worker (2)")
    parser.add_argument("--outage", type=float, default=60, help="seconds (60)")
    parser.add_argument("--ports", type=int, nargs=2, default=(8170, 8189))
    arguments = parser.parse_args()
    if unknown := set(arguments.scenarios).difference(NAMES):
        parser.error(f"unknown: {', '.join(unknown)}; there are {', '.join(NAMES)}")
    top = Path(os.environ.get("DATA_DIR", ROOT / "var"))
    folder = top / "bench" / "soak"
    folder.mkdir(parents=True, exist_ok=True)
    os.environ["DATA_DIR"] = str(folder)
    os.environ.pop("DATABASE_URL", None)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    import django

    django.setup()
    from config.embedded_postgres import EmbeddedPostgresError, running_for_settings
    from tests.bench.machine import description
    from tests.bench.size import prepare
    from tests.bench.soak.scenarios import SCENARIOS, Bounds
    from tests.bench.wrk import BenchError

    report: dict[str, object] = {"machine": description()}
    failed = False
    try:
        with running_for_settings(), (folder / "soak.log").open("wb") as log:
            prepare(arguments.posts)
            bounds = Bounds(
                seconds=arguments.seconds,
                writes=arguments.writes,
                workers=arguments.workers,
                readers=arguments.readers,
                outage=arguments.outage,
                ports=(arguments.ports[0], arguments.ports[1]),
                log=log,
            )
            for name in arguments.scenarios:
                sys.stderr.write(f"{name} …\n")
                found = SCENARIOS[name](bounds)
                report[name] = found
                failed |= bool(found["failures"])
                said = json.dumps(found, indent=1, ensure_ascii=False)
                sys.stdout.write(f"{name}: {said}\n")
                sys.stdout.flush()
    except (BenchError, EmbeddedPostgresError) as error:
        sys.stderr.write(f"downlink: {error}\n")
        return 1
    (top / "soak.json").write_text(json.dumps(report, indent=1, ensure_ascii=False))
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
