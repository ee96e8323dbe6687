"""How long rendering takes, beside bare Python-Markdown: `python -m tests.markup.speed`.

Two articles of 10 kB with 30 formulas and 5 code blocks are put together from the sample posts, one
Chinese and one English, and rendered in turn by both. The machine may be busy: only the ratio of
the best of many runs, all in one process, says anything. "First" is a rendering that remembers no
code block, "again" one that has just coloured the same code, as a preview mostly has.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from markdown import Markdown

from blog.markup import render
from blog.markup.code.highlight import RECENT

SAMPLES = Path(__file__).parents[2] / "samples"
BYTES = 10_000
FORMULAS = 30
CODE_BLOCKS = 5
CODE_CHARACTERS = 300
"""In a code block: the mean of 2,416 blocks in 401 real posts is 307, the median 160."""
RUNS = 40

_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_BLOCK = re.compile(r"(?s:```.*?\n```)|(?:(?!```)[^\n].*\n?)+")
_FENCED = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def blocks(*, chinese: bool) -> Iterator[tuple[str, int]]:
    """Give the blocks of the samples in one language, each with its number of formulas."""
    for path in sorted(SAMPLES.rglob("*.md")):
        text = _FRONT_MATTER.sub("", path.read_text(encoding="utf-8"))
        if (len(_CHINESE.findall(text)) > len(text) / 10) is chinese:
            for block in _BLOCK.findall(text):
                yield block.rstrip("\n"), len(render(block).formulas)


def article(*, chinese: bool) -> str:
    """Return an article of `BYTES` bytes with `FORMULAS` formulas and `CODE_BLOCKS` code blocks."""
    found = list(blocks(chinese=chinese))
    code = [block for block, _ in found if block.startswith("```")]
    code = sorted(code, key=lambda block: abs(len(block) - CODE_CHARACTERS))[:CODE_BLOCKS]
    prose = [(block, formulas) for block, formulas in found if not block.startswith("```")]
    chosen: list[str] = []
    formulas = 0
    for block, count in sorted(prose, key=lambda pair: -pair[1]):
        if count and formulas + count <= FORMULAS:
            chosen.append(block)
            formulas += count
    for block, count in prose:
        if not count and size(chosen + code + [block]) <= BYTES:
            chosen.append(block)
    step = max(1, len(chosen) // CODE_BLOCKS)
    for place, block in enumerate(code):
        chosen.insert(place * (step + 1), block)
    return "\n\n".join(chosen) + "\n"


def size(texts: list[str]) -> int:
    return sum(len(text.encode()) + 2 for text in texts)


def seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def measure(source: str) -> tuple[float, float, float]:
    """Return the milliseconds of bare `extra`, of a first rendering and of one after it."""
    bare = Markdown(extensions=["extra"])
    times: list[tuple[float, float, float]] = []
    for _ in range(RUNS):
        RECENT.clear()
        times.append(
            (
                seconds(lambda: bare.reset().convert(source)),
                seconds(lambda: render(source)),
                seconds(lambda: render(source)),
            )
        )
    extra, first, again = (min(each) * 1000 for each in zip(*times, strict=True))
    return extra, first, again


def main() -> None:
    print("| article | bytes | formulas | code | `extra`, ms | first, ms | again, ms | ratios |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for name, chinese in (("Chinese", True), ("English", False)):
        source = article(chinese=chinese)
        extra, first, again = measure(source)
        print(
            f"| {name} | {len(source.encode()):,} | {len(render(source).formulas)} | "
            f"{len(_FENCED.findall(source))} | {extra:.1f} | {first:.1f} | {again:.1f} | "
            f"{first / extra:.2f}, {again / extra:.2f} |"
        )


if __name__ == "__main__":
    main()
