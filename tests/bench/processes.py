"""What the system tells of processes (Linux, proc(5))."""

import contextlib
from pathlib import Path


def children(pid: int) -> list[int]:
    """Return the numbers of the processes that a process has started and that run."""
    found: list[int] = []
    for tasks in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            found += map(int, tasks.read_text().split())
    return [child for child in sorted(found) if "resource_tracker" not in _command(child)]


def memory(pid: int) -> tuple[float, float]:
    """Return a process's resident memory in MB (10^6 bytes), and what of that is its own: what
    several share is divided among them (RSS, PSS)."""
    said: dict[str, float] = {}
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]:
        name, _, rest = line.partition(":")
        if rest.endswith("kB"):
            said[name] = int(rest.split()[0]) * 1024 / 1e6
    return round(said["Rss"], 1), round(said["Pss"], 1)


def worker_of(local_port: int, server_port: int, workers: list[int]) -> int | None:
    """Return which worker answers on a TCP connection of this machine, None if none has it yet.

    Args:
        local_port: the client's.
        server_port: the server's.
        workers: numbers of processes.
    """
    wanted = (f":{server_port:04X}", f":{local_port:04X}")
    inodes = {
        parts[9]
        for line in Path("/proc/net/tcp").read_text().splitlines()[1:]
        if (parts := line.split()) and (parts[1][8:], parts[2][8:]) == wanted
    }
    links = {f"socket:[{inode}]" for inode in inodes}
    for pid in workers:
        for descriptor in Path(f"/proc/{pid}/fd").iterdir():
            with contextlib.suppress(OSError):
                if str(descriptor.readlink()) in links:
                    return pid
    return None


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text()
    except OSError:
        return ""
