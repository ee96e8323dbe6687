"""What a measurement was made on and with."""

import os
import platform
import subprocess
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from shutil import which

PACKAGES = ["django", "granian", "psycopg"]


def description() -> dict[str, str | int | float]:
    """Return processor, memory, load and versions, by name."""
    load = os.getloadavg()[0]
    return {
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "processor": _processor(),
        "processors": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity")
        else os.cpu_count() or 1,
        "memory_gb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9, 1),
        "load_before": round(load, 2),
        "python": platform.python_version(),
        **{name: version(name) for name in PACKAGES},
        "nginx": _said("nginx", "-v").rpartition("/")[2],
        "wrk": _said("wrk", "-v").split(" [")[0].removeprefix("wrk ").strip(),
        "commit": _said("git", "rev-parse", "--short", "HEAD"),
    }  # fmt: skip


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor()


def _said(program: str, *arguments: str) -> str:
    """Return the first line that a program prints, wherever it does; "" without the program."""
    found = which(program)
    if not found:
        return ""
    ran = subprocess.run([found, *arguments], capture_output=True, text=True, check=False)  # noqa: S603  # found on PATH
    return (ran.stdout or ran.stderr).split("\n")[0]
