"""A secret key for a checkout on one's own machine, where nobody sets one."""

import os
import tempfile
from pathlib import Path

from django.core.management.utils import get_random_secret_key

from config.env import SettingError


def kept_secret_key(path: Path) -> str:
    """Return the key kept in a file, which is made with a new one if it is missing.

    Kept between starts, so that a restart does not end everybody's login. Processes that start
    at the same moment get the same key.

    Raises:
        SettingError: the file cannot be made or read, or is empty.
    """
    try:
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            _write_once(path, get_random_secret_key())
        key = path.read_text().strip()
    except OSError as error:
        raise SettingError(
            f"SECRET_KEY is not set, and {path}, which would keep one, cannot be used: "
            f"{error.strerror}. Set DATA_DIR to a folder of your own, or SECRET_KEY."
        ) from error
    if not key:
        raise SettingError(
            f"SECRET_KEY is not set, and {path} is empty. Remove that file to get a new key."
        )
    return key


def _write_once(path: Path, key: str) -> None:
    # Linked into place when complete: nobody reads half a key, and the first one stays.
    draft_descriptor, draft_name = tempfile.mkstemp(prefix="secret_key-", dir=path.parent)
    draft = Path(draft_name)
    try:
        with os.fdopen(draft_descriptor, "w") as file:
            file.write(key)
        path.hardlink_to(draft)
    except FileExistsError:
        pass  # another process was first; its key is as good
    finally:
        draft.unlink()
