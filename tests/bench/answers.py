"""Answers of the site, asked for over HTTP, kept for other servers to give the same."""

import http.client
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote_to_bytes

from tests.bench.serving import HOST
from tests.bench.wrk import BenchError

INDEX = "answers.json"
_OF_THE_SERVER = {"date", "server", "connection", "transfer-encoding"}


@dataclass(frozen=True)
class Answer:
    """What the site said to one GET."""

    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str:
        """Return a header, "" if it is missing."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")


def get(port: int, path: str, headers: Mapping[str, str] | None = None) -> Answer:
    """Ask a server of this machine, over a connection of its own."""
    connection = http.client.HTTPConnection(HOST, port, timeout=120)
    try:
        connection.request("GET", path, headers=dict(headers or {}))
        response = connection.getresponse()
        return Answer(
            response.status, response.reason, tuple(response.getheaders()), response.read()
        )
    finally:
        connection.close()


def require_hits(port: int, paths: tuple[str, ...], times: int = 8) -> None:
    """See that pages come from memory, whichever worker answers.

    Raises:
        BenchError: one does not.
    """
    for path in paths[:3]:
        for _ in range(times):
            answer = get(port, path)
            if (answer.status, answer.header("X-Cache")) != (200, "HIT"):
                raise BenchError(
                    f"{path} was answered {answer.status}, X-Cache: {answer.header('X-Cache')!r}, "
                    "where a copy from memory was expected."
                )


def keep(folder: Path, answers: Mapping[str, Answer]) -> dict[str, str]:
    """Write answers down as `tests.bench.applications` and nginx give them.

    Args:
        folder: gets the files.
        answers: by path.

    Returns:
        for each path the name of its file, with a slash before it. The application looks for the
        path itself.
    """
    index: dict[str, object] = {}
    places: dict[str, str] = {}
    for number, (path, answer) in enumerate(answers.items()):
        name = f"{number}.html"
        (folder / name).write_bytes(answer.body)
        places[path] = f"/{name}"
        # As WSGI has it (PEP 3333, Unicode Issues).
        index[unquote_to_bytes(path).decode("latin-1")] = {
            "status": f"{answer.status} {answer.reason}",
            "headers": [
                header for header in answer.headers if header[0].lower() not in _OF_THE_SERVER
            ],
            "file": name,
        }
    (folder / INDEX).write_text(json.dumps(index))
    return places
