"""Draw the site's icon in every form from `static/images/icon.svg`, with an installed Chromium.

    python -m tests.site.draw_icons [FOLDER]

Writes into `static/images`, or into the folder named. The drawings are committed: who only runs
the site needs no browser for them.
"""

import io
import os
import shutil
import sys
from pathlib import Path
from typing import Any

from PIL import Image

IMAGES = Path(__file__).resolve().parents[2] / "static" / "images"
ROUNDED = {"icon-32.png": 32, "icon-192.png": 192, "icon-512.png": 512}
# Systems cut these to their own shape: the square is full. The drawing lies within the circle of
# four fifths of the width, which is never cut.
FILLED = {"icon-180.png": 180, "icon-maskable-512.png": 512}
CORNERS = ' rx="6"'
FAVICON = "favicon.ico"
FAVICON_SIZES = (16, 32, 48)
COLOURS = 64


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else IMAGES
    from playwright.sync_api import sync_playwright

    from tests.browser.conftest import ARGUMENTS, CANDIDATES

    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CANDIDATES)), None)
    if path is None:
        sys.exit("no Chromium was found; install it, or name it in the variable CHROMIUM")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        page = chromium.new_page(color_scheme="light")
        for name, size in ROUNDED.items():
            save(drawn(page, size), folder / name)
        for name, size in FILLED.items():
            save(drawn(page, size, is_filled=True), folder / name)
        small = [drawn(page, size) for size in FAVICON_SIZES]
        small[-1].save(
            folder / FAVICON,
            sizes=[(size, size) for size in FAVICON_SIZES],
            append_images=small[:-1],
        )
        chromium.close()


def drawn(page: Any, size: int, *, is_filled: bool = False) -> Image.Image:
    """Return the drawing `size` pixels wide, without rounded corners if `is_filled`."""
    drawing = (IMAGES / "icon.svg").read_text(encoding="utf-8")
    if is_filled:
        drawing = drawing.replace(CORNERS, "")
    page.set_viewport_size({"width": size, "height": size})
    page.set_content(
        f"<style>body{{margin:0}}svg{{display:block;width:{size}px;height:{size}px}}</style>{drawing}"
    )
    return Image.open(io.BytesIO(page.screenshot(omit_background=True)))


def save(picture: Image.Image, path: Path) -> None:
    """Write the picture with few colours, which a flat drawing does not miss."""
    few = picture.quantize(COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few.save(path, optimize=True)


if __name__ == "__main__":
    main()
