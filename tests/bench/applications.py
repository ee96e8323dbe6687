"""A WSGI application that does nothing but answer: what the server itself takes.

It reads a folder, named by BENCH_ANSWERS: `answers.json` says for each path the status, headers and
the file with the body.
"""

import json
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from tests.bench.answers import INDEX


def _load(folder: Path) -> dict[str, tuple[str, list[tuple[str, str]], list[bytes]]]:
    index = json.loads((folder / INDEX).read_text())
    return {
        path: (
            said["status"],
            [(name, value) for name, value in said["headers"]],
            [(folder / said["file"]).read_bytes()],
        )
        for path, said in index.items()
    }


_ANSWERS = _load(Path(os.environ["BENCH_ANSWERS"]))
_NOT_FOUND = ("404 Not Found", [("Content-Length", "0")], [b""])


def bare(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer with what the folder says of the path."""
    status, headers, body = _ANSWERS.get(environ["PATH_INFO"], _NOT_FOUND)
    start_response(status, headers)
    return body
