r"""TeX that was escaped to pass through another Markdown processor.

Many blogs had no protection for mathematics, so their authors doubled backslashes and escaped
what Markdown would take (`\_`, `\*`, `\\\\`). Such a formula is understood, and its post reported:
the escapes should go from the source.
"""

from __future__ import annotations

import re

from blog.markup.mathematics.tex import group_end

_INVISIBLE = re.compile("[\u200b-\u200d\u2060\ufeff\u00ad]")
_ENVIRONMENT_STAR = re.compile(r"(\\(?:begin|end)[ ]*\{[ ]*[A-Za-z]+[ ]*)\\\*")
_ESCAPED_SIGN = re.compile(r"(?<!\\)\\([*^])")
_SCRIPT = re.compile(r"(?<=[A-Za-z0-9}\])*'])\\_(?=[{\w\\])")
_SCRIPT_FOR_CERTAIN = re.compile(r"(?<=[A-Za-z0-9}\])*'])\\_(?=\{|\\|\w(?![A-Za-z]))")
_WORDS = re.compile(
    r"\\(?:text[a-z]*|mbox|hbox|mathrm|mathtt|mathsf|operatorname\*?|tag\*?|label|ref|eqref|verb)"
    r"[ ]*\{"
)
_DOUBLED_DELIMITER = re.compile(r"(\\(?:left|right|middle|[bB]igg?[lrm]?)[ ]*)\\\\(?=[{}|])")
_DOUBLED_OPENER = re.compile(r"(?<!\\)\\\\\{")
_DOUBLED_CLOSER = re.compile(r"(?<!\\)\\\\\}")
_COMMAND = re.compile(r"(?<!\\)\\[A-Za-z]")
_DOUBLED_COMMAND = re.compile(r"(?<!\\)\\\\(?=[A-Za-z]{2})")
_BREAKS = re.compile(r"\\{2,}")
_DIAGRAM_SIGN = re.compile(r"\\([<>=|])")


def without_escapes(tex: str) -> str:
    r"""Return `tex` without what is there for another Markdown processor only.

    - Invisible characters go.
    - `\*` and `\^` mean nothing in mathematics, so `*` and `^` are meant.
    - `\_` outside words is a subscript if one of the formula's `\_` can be nothing else.
    - Where every row ends with four backslashes or more, two are meant; where some end with two,
      four are an empty row.
    - `\left\\{` has one backslash too many, and so have `\\{` and `\\}` where there are as many of
      one as of the other.
    - In a CD environment `\>` is an arrow's `>`.
    """
    tex = _INVISIBLE.sub("", tex)
    if "\\" not in tex:
        return tex
    if not _COMMAND.search(tex):
        # `\\alpha`: nothing but doubled backslashes before names.
        tex = _DOUBLED_COMMAND.sub(r"\\", tex)
    tex = _ENVIRONMENT_STAR.sub(r"\1*", tex)
    tex = _DOUBLED_DELIMITER.sub(r"\1\\", tex)
    tex = _single_breaks(tex)
    if 0 < len(_DOUBLED_OPENER.findall(tex)) == len(_DOUBLED_CLOSER.findall(tex)):
        tex = _DOUBLED_CLOSER.sub(r"\\}", _DOUBLED_OPENER.sub(r"\\{", tex))
    tex = _ESCAPED_SIGN.sub(r"\1", tex)
    if "\\_" in tex:
        tex = _subscripts(tex)
    if "{CD}" in tex:
        tex = _DIAGRAM_SIGN.sub(r"\1", tex)
    return tex


def _single_breaks(tex: str) -> str:
    runs = [len(match[0]) for match in _BREAKS.finditer(tex)]
    if not runs or min(runs) < 4:
        return tex
    # An odd one belongs to the command that follows.
    return _BREAKS.sub(lambda match: "\\\\\\" if len(match[0]) % 2 else "\\\\", tex)


def _subscripts(tex: str) -> str:
    parts = []
    position = 0
    while match := _WORDS.search(tex, position):
        end = group_end(tex, match.end())
        if end < 0:
            break
        parts += [tex[position : match.start()], tex[match.start() : end]]
        position = end
    parts.append(tex[position:])
    # Words are at odd places.
    if not any(_SCRIPT_FOR_CERTAIN.search(part) for part in parts[::2]):
        return tex
    parts[::2] = [_SCRIPT.sub("_", part) for part in parts[::2]]
    return "".join(parts)
