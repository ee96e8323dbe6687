"""Show how cases differ from what they must become, and accept the differences of some.

    python -m tests.markup.cases              shows every difference and writes nothing
    python -m tests.markup.cases NAME …       shows and writes those of `list/tight`, or of `list`

Read the difference before it is committed: an expectation that holds a mistake protects it.
"""

import difflib
import sys
from pathlib import Path

from tests.markup.cases import FOLDER, names, results


def main(arguments: list[str]) -> int:
    """Show and, for the `arguments`, write; 1 if anything differed or a name is unknown."""
    cases = names()
    unknown = [part for part in arguments if not any(_belongs(case, part) for case in cases)]
    if unknown:
        sys.stderr.write(f"There is no case or construct called {', '.join(unknown)}.\n")
        return 1
    differ = False
    for case in cases:
        if arguments and not any(_belongs(case, part) for part in arguments):
            continue
        for path, text in results(case).items():
            expected = path.read_text(encoding="utf-8") if path.exists() else ""
            if text == expected:
                continue
            differ = True
            sys.stdout.write(_difference(path, expected, text))
            if arguments:
                path.write_text(text, encoding="utf-8", newline="\n")
    return int(differ)


def _belongs(case: str, part: str) -> bool:
    return part in (case, case.partition("/")[0])


def _difference(path: Path, expected: str, text: str) -> str:
    name = str(path.relative_to(FOLDER))
    lines = difflib.unified_diff(
        expected.splitlines(), text.splitlines(), f"{name} (expected)", name, lineterm="", n=1
    )
    return "".join(f"{line}\n" for line in lines)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
