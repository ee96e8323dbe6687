"""What the composer says about keeping text, about the login, and about who else writes.

As in `blog.posts.composer.strings`, which takes them up, `{names}` in braces are filled in later.
"""

from typing import Final

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

SAVING_STRINGS: Final[dict[str, StrPromise]] = {
    # What has become of the text
    "keptAt": _("Kept at {time}, not saved yet"),
    "notKeptYet": _("Not kept yet…"),
    "keptHere": _("No connection: kept in this browser, will be sent"),
    "keptHereLoggedOut": _("Logged out: kept in this browser, will be sent when you log in"),
    "keptHereRefused": _("Kept in this browser only. {reason}"),
    "browserFull": _(
        "This browser stores no more text (its storage is full or not allowed); only the server "
        "keeps it."
    ),
    "keptNowhere": _(
        "Neither the server nor this browser keeps your text now. Copy it before you leave. "
        "{reason}"
    ),
    "articleGone": _(
        "This article has been deleted, or is not yours any more. Your text is kept as that of a "
        "new article."
    ),
    # Text that an earlier tab left in this browser
    "foundHeading": _("Text from this browser"),
    "foundHere": _("Text that had not reached the server before has been sent to it now."),
    "takeUp": _("Take it up"),
    "differences": _("See the differences"),
    "discardAsked": _("Discard this text? Nothing brings it back."),
    # Saving
    "checking": _("Saving…"),
    "notSaved": _(
        "Not saved: the server cannot be reached. Your text is still here; save again when the "
        "connection is back."
    ),
    "notSavedLoggedOut": _("Not saved: log in again first. Your text is still here."),
    # Logging in again
    "loggedOutHeading": _("You have been logged out"),
    "loggedOut": _("Your text is still here. Log in again to go on keeping and saving it."),
    "otherUser": _(
        "Another tab of this browser is logged in as {name}. Log in again as the one who writes "
        "here; your text is still there."
    ),
    "username": _("Username"),
    "password": _("Password"),
    "logIn": _("Log in"),
    "loggedInElsewhere": _("I have logged in in another tab"),
    "later": _("Later"),
    "logInAgain": _("Log in again…"),
    "stillLoggedOut": _("This browser is not logged in yet as {name}."),
    "loggedInAgain": _("Logged in again."),
    # Who else writes
    "openByOther": _("{name} has this article open."),
    "openByYou": _("You have this article open in another tab."),
    "savedBy": _("{name} saved it at {time}. Your next save will merge both."),
    "savedByYou": _("You saved it in another tab at {time}. Your next save will merge both."),
    "savedBySomebody": _("It was saved at {time}. Your next save will merge both."),
}
