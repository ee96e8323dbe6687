"""Every text that the composer's scripts show, by the key that they ask for.

`{names}` in braces are filled in by the scripts, so numbers stand where no plural is needed.
"""

from typing import Final

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from blog.markup import problems
from blog.posts.composer.saving_strings import SAVING_STRINGS

STRINGS: Final[dict[str, StrPromise]] = {
    # The toolbar
    "toolbar": _("Formatting"),
    "bold": _("Bold"),
    "italic": _("Italic"),
    "struck": _("Strikethrough"),
    "code": _("Code"),
    "formula": _("Formula in the line"),
    "link": _("Link"),
    "heading": _("Heading"),
    "bullets": _("Bulleted list"),
    "numbers": _("Numbered list"),
    "tasks": _("Task list"),
    "quote": _("Quote"),
    "codeBlock": _("Code block"),
    "displayFormula": _("Formula on lines of its own"),
    "table": _("Table"),
    "column": _("Column"),
    "upload": _("Picture or file"),
    "preview": _("Preview"),
    "fullScreen": _("Full screen"),
    "help": _("Help with the keyboard"),
    "save": _("Save and continue editing"),
    "undo": _("Undo, also what the toolbar did"),
    # Help
    "helpHeading": _("Keys of the editor"),
    "headingLevels": _("Heading of level 1 to 6"),
    "helpTab": _("Move items of a list, or selected lines, right and left"),
    "helpLeave": _("Leave the text and go to the next field"),
    "helpEnter": _("Goes on with a list or a quote; in an empty item, ends it"),
    "keysHint": _("Tab indents. To leave the text by the keyboard, press Escape, then Tab."),
    "close": _("Close"),
    # View
    "view": _("View"),
    "write": _("Write"),
    "fullScreenOn": _("Full screen: Escape leaves it."),
    "fullScreenOff": _("Full screen left."),
    "tabLeaves": _("Tab now leaves the text."),
    # Status
    "count": _("{words} words, {characters} characters"),
    "problems": _("Problems in the text"),
    "problemCount": _("Problems: {count}"),
    "noProblems": _("No problems"),
    "line": _("Line {line}"),
    "goToPlace": _("Go to this place in the text"),
    # The server
    "unreachable": _("The server cannot be reached."),
    "serverError": _("The server answered with error {status}."),
    "previewFailed": _("The preview shows an earlier text: {reason}"),
    "frameFailed": _("The preview’s page cannot be loaded. Reload this page to try again."),
    # Pictures and files
    "uploads": _("Pictures and files on their way"),
    "uploading": _("uploading {name} ({number})…"),
    "progress": _("Upload of {name}"),
    "uploaded": _("{name} is in the text."),
    "uploadsRunning": _(
        "Not saved yet: pictures or files are still on their way. Wait for them or cancel them, "
        "then save again."
    ),
    "placeGone": _("{name} was not put in, since its place in the text is gone."),
    "tooLarge": _("This file is larger than {limit} MB. Make it smaller and choose it again."),
    "cancel": _("Cancel"),
    "cancelUpload": _("Cancel the upload of {name}"),
    "dismiss": _("Dismiss"),
    # Alternative text
    "altHeading": _("Alternative text of {name}"),
    "altAsked": _("{name} is in the text. What does it show? The question is below the text."),
    "altQuestion": _("What does the picture show?"),
    "altHint": _("For readers who cannot see it, and for search engines."),
    "altSave": _("Put in"),
    "altSkip": _("Skip"),
    **SAVING_STRINGS,
}

_FORMULA, _PICTURE, _LINK = _("Formula"), _("Picture"), _("Link")
_FOOTNOTE, _CODE, _HTML, _STRUCTURE = _("Footnote"), _("Code"), _("HTML"), _("Structure")

PROBLEM_KINDS: Final[dict[str, StrPromise]] = {
    problems.BAD_FORMULA: _FORMULA,
    problems.INCOMPLETE_FORMULA: _FORMULA,
    problems.TEX_FOR_MARKDOWN: _FORMULA,
    problems.IMAGE_WITHOUT_ALT: _PICTURE,
    problems.IMAGE_WITHOUT_ADDRESS: _PICTURE,
    problems.FULL_WIDTH_IMAGE: _PICTURE,
    problems.REFUSED_PICTURE: _PICTURE,
    problems.MISSING_IMAGE: _PICTURE,
    problems.REFUSED_ADDRESS: _LINK,
    problems.DEAD_FRAGMENT: _LINK,
    problems.DEAD_POST_LINK: _LINK,
    problems.DEAD_LINK: _LINK,
    problems.LINK_TO_UNPUBLISHED: _LINK,
    problems.UNDEFINED_FOOTNOTE: _FOOTNOTE,
    problems.UNUSED_FOOTNOTE: _FOOTNOTE,
    problems.DUPLICATE_FOOTNOTE: _FOOTNOTE,
    problems.UNCLOSED_FENCE: _CODE,
    problems.CODE_NOT_HIGHLIGHTED: _CODE,
    problems.REMOVED_HTML: _HTML,
    problems.UNKNOWN_TAG: _HTML,
    problems.UNKNOWN_SHORTCODE: _HTML,
    problems.UNCLOSED_COMMENT: _HTML,
    problems.REFUSED_EMBED: _HTML,
    problems.UNCLOSED_CALLOUT: _STRUCTURE,
    problems.LEFT_OUT_CELLS: _STRUCTURE,
    problems.TOO_DEEP: _STRUCTURE,
    problems.HEADING_JUMP: _STRUCTURE,
    problems.OVER_LIMIT: _STRUCTURE,
}
"""What each kind of problem is about, in a word."""
