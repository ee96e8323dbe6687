"""Plain text that pages show beside articles: titles, tags, people, categories, summaries.

All of it is at most a hundred characters long, as the shortest of the columns.
"""

from typing import Final

NAMES: Final = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg/onload=alert(1)//",
    "</title><script>alert(1)</script>",
    "</title><img src=x onerror=alert(1)>",
    "</textarea><script>alert(1)</script>",
    "</option></select><img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "</h1></a></li></p><img src=x onerror=alert(1)>",
    "<!--<img src=x onerror=alert(1)>",
    "--><img src=x onerror=alert(1)>",
    "]]><img src=x onerror=alert(1)>",
    '"><script>alert(1)</script>',
    "'><script>alert(1)</script>",
    '" onmouseover="alert(1)',
    "' onmouseover='alert(1)",
    '" autofocus onfocus=alert(1) x="',
    "x onmouseover=alert(1)",
    "` onmouseover=alert(1)",
    "javascript:alert(1)",
    "&lt;img src=x onerror=alert(1)&gt;",
    "&#60;img src=x onerror=alert(1)&#62;",
    "&amp;lt;script&amp;gt;alert(1)&amp;lt;/script&amp;gt;",
    "&quot; onmouseover=alert(1) x=&quot;",
    "\\u003cimg src=x onerror=alert(1)\\u003e",
    "\\x3cscript\\x3ealert(1)\\x3c/script\\x3e",
    "';alert(1)//",
    '";alert(1);"',
    "</script><img src=x onerror=alert(1)>{{constructor}}",
    "${alert(1)} `${alert(1)}`",
    "{{ '<script>alert(1)</script>'|safe }}",
    "{% autoescape off %}<script>alert(1)</script>{% endautoescape %}",
    "{{constructor.constructor('alert(1)')()}}",
    "%3Cscript%3Ealert(1)%3C/script%3E",
    "%(name)s <img src=x onerror=alert(1)> %s {0} {}",
    "＜img src=x onerror=alert(1)＞",
    "\u202e<img src=x onerror=alert(1)>\u202c",
    "<a href=javascript:alert(1)>名字</a>",
    "[名字](javascript:alert(1))",
    "`<img src=x onerror=alert(1)>` $\\text{<svg onload=alert(1)>}$",
)

PLAIN_TEXTS: Final = (
    "\n\n<img src=x onerror=alert(1)>\n\n<script>alert(1)</script>",
    '</p></div><svg onload=alert(1)>\n\nhttps://x.example/"onmouseover=alert(1)',
    "javascript:alert(1)\n\n<a href=javascript:alert(1)>x</a>",
)
"""Longer text with paragraphs: biographies, descriptions, summaries."""

ADDRESSES: Final = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)//https://x.example/",
    "javascript://x.example/%0Aalert(1)",
    " javascript:alert(1)",
    "java\tscript:alert(1)",
    "\x01javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    'https://x.example/"onmouseover="alert(1)',
    "https://x.example/'><script>alert(1)</script>",
    "https://x.example/</title><img src=x onerror=alert(1)>",
    '//x.example/"><svg onload=alert(1)>',
)
"""What stands where an address is expected: websites, canonical addresses, covers, old paths."""
