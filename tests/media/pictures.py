"""Pictures made for the tests."""

import io
from typing import Any

from PIL import Image


def picture(format_name: str = "PNG", size: tuple[int, int] = (30, 20), **options: Any) -> bytes:
    """The bytes of a small picture with enough detail to have something to truncate."""
    file = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert("RGB").save(file, format_name, **options)
    return file.getvalue()
