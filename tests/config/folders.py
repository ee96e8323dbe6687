"""Folders for servers of the tests."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def open_folder() -> Iterator[Path]:
    """A new folder with a short path that every user may enter, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp(prefix="downlink-test-"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)
