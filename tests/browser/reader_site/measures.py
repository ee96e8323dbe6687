"""What can be measured of a page as it is laid out: what is too wide, and what is cut."""

from typing import Any

# An outermost element that lies beside the window and in no box that scrolls or clips by itself,
# and text that a box clips without an ellipsis or a scroll bar. Boxes for screen readers are a
# pixel wide.
_MEASURE = """() => {
    const wrong = [];
    const root = document.documentElement;
    const width = root.clientWidth;
    const beside = new Set();
    const name = (element) => {
        const classes = [...element.classList].map((one) => "." + one).join("");
        const text = element.textContent.trim().slice(0, 30);
        const around = element.parentElement.localName;
        return `${element.localName}${classes} in ${around}, "${text}",`;
    };
    if (root.scrollWidth > width) wrong.push(`the page is ${root.scrollWidth} px wide`);
    const scrolls = (element) => {
        for (let box = element; box && box !== document.body; box = box.parentElement) {
            const style = getComputedStyle(box);
            if (style.overflowX !== "visible" || style.clipPath !== "none") return true;
            if (style.position === "fixed") return true;
        }
        return false;
    };
    for (const element of (document.body ?? root).querySelectorAll("*")) {
        const box = element.getBoundingClientRect();
        if (!box.width || !box.height) continue;
        const isBeside = box.right > width + 1 || (box.left < -1 && box.right > 0);
        if (isBeside && !scrolls(element) && !beside.has(element.parentElement))
            wrong.push(`${name(element)} reaches from ${box.left} to ${box.right} px`);
        if (isBeside) beside.add(element);
        const style = getComputedStyle(element);
        const isHidden = box.width <= 1 || box.height <= 1 || style.clipPath !== "none";
        if (isHidden || !element.textContent.trim()) continue;
        const clips = (overflow) => overflow === "hidden" || overflow === "clip";
        const isShortened = style.textOverflow === "ellipsis" || style.webkitLineClamp !== "none";
        if (isShortened) continue;
        if (clips(style.overflowX) && element.scrollWidth > element.clientWidth + 1)
            wrong.push(`${name(element)} is cut at its side`);
        if (clips(style.overflowY) && element.scrollHeight > element.clientHeight + 1)
            wrong.push(`${name(element)} is cut below`);
    }
    return wrong;
}"""

_BRIGHTNESS = """() => {
    const canvas = document.createElement("canvas").getContext("2d");
    for (const element of [document.body, document.documentElement].filter(Boolean)) {
        const colour = getComputedStyle(element).backgroundColor;
        if (colour === "rgba(0, 0, 0, 0)") continue;
        canvas.fillStyle = colour;
        canvas.fillRect(0, 0, 1, 1);
        const [red, green, blue] = canvas.getImageData(0, 0, 1, 1).data;
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    }
    return matchMedia("(prefers-color-scheme: dark)").matches ? 0 : 255;
}"""


def faults_of_layout(page: Any) -> list[str]:
    """Return what reaches over the window's side or is cut, a sentence each."""
    return list(page.evaluate(_MEASURE))


def is_dark(page: Any) -> bool:
    """Whether the page lies on a dark ground."""
    return bool(page.evaluate(_BRIGHTNESS) < 128)
