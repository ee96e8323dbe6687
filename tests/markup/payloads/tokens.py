"""Attempts to write, or to bend, the tokens that the pipeline puts in the place of its parts."""

from typing import Final

_OPEN, _CLOSE = "\U0010f8f0", "\U0010f8f1"
_TOKEN = f"{_OPEN}0{_CLOSE}"

TOKENS: Final = (
    f"{_TOKEN}<script>alert(1)</script>",
    f"`<img src=x onerror=alert(1)>` {_TOKEN} <b title='{_TOKEN}'>x</b>",
    f'`" onclick="alert(1)` <b title="{_TOKEN}">x</b>',
    '`" onclick="alert(1)` <b title="&#x10F8F0;0&#x10F8F1;">x</b>',
    '`" onclick="alert(1)` <b title="&#1112304;0&#1112305;">x</b>',
    '`" onclick="alert(1)` <b title="&#x0010f8f00&#x10f8f1">x</b>',
    '`" onclick="alert(1)` <b title="&amp;#x10F8F0;0&amp;#x10F8F1;">x</b>',
    '`" onclick="alert(1)` [x](y "&#x10F8F0;0&#x10F8F1;")',
    "`javascript:alert(1)` [x](&#x10F8F0;0&#x10F8F1;)",
    '`javascript:alert(1)` <a href="&#x10F8F0;0&#x10F8F1;">x</a>',
    f'`javascript:alert(1)` <a href="{_TOKEN}">x</a> [y]({_TOKEN}) <{_TOKEN}>',
    "$x$ &#x10F8F0;0&#x10F8F1; <img alt='&#x10F8F0;0&#x10F8F1;' src=x>",
    '$\\text{" onerror="alert(1)}$ ![&#x10F8F0;0&#x10F8F1;](x)',
    "```\n\" onerror=\"alert(1)\n```\n\n<img alt='&#1112304;0&#1112305;' src=x>",
    "```\n<img src=x onerror=alert(1)>\n```\n\n<p title='&#x10F8F0;0&#x10F8F1;'>",
    f'<img alt="`{_OPEN}`" src=x> 0{_CLOSE} `" onerror="alert(1)`',
    f"{_OPEN}99999{_CLOSE} {_OPEN}-1{_CLOSE} {_OPEN}{_TOKEN}{_CLOSE}<script>alert(1)</script>",
    f"```{_TOKEN}\n<script>alert(1)</script>\n```",
    f'```python title="{_TOKEN}"\n<script>alert(1)</script>\n```',
    f"${_TOKEN}$ $\\text{{{_TOKEN}}}$ `<script>alert(1)</script>`",
    "&#x2;wzxhzdk:0&#x3; \x02wzxhzdk:0\x03 <script>alert(1)</script>",
    '\x02amp\x03lt;script\x02amp\x03gt; \x02stash:0\x03 <b title="\x02inline:0\x03">x</b>',
    '`" onclick="alert(1)` <b title="`$x$`">y</b> <b title=\'`" onclick="alert(1)`\'>z</b>',
    '<b title="$x$" lang=\'$y" onclick="alert(1)$\'>z</b>',
    '<b title="<svg onload=alert(1)>">x</b> <b title=\'<b title="\'>" onclick=alert(1)>y</b>',
    '![`a` <b title="x"> $y$](z "`" onerror="alert(1)`")',
    '[`a" onclick="alert(1)`][r]\n\n[r]: <`" onclick="alert(1)`> \'$" onclick="alert(1)$\'',
    "\ue000\uf8ff\U000f0000<img src=x onerror=alert(1)>\U0010fffd",
)
