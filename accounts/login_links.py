"""One-time links that log somebody in, made on the server's own command line only."""

from datetime import timedelta

from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core import signing
from django.urls import reverse

from accounts.models import User

LIFETIME = timedelta(minutes=30)
_SALT = "accounts.login_links"


class _LoginToken(PasswordResetTokenGenerator):
    """Valid until the next login or change of password: using it spends it."""

    key_salt = _SALT

    def _make_hash_value(self, user: User, timestamp: int) -> str:
        # Django's own leaves out the fraction of the second of the last login, so that a link
        # made and used within a second of it would open twice.
        return f"{super()._make_hash_value(user, timestamp)}{user.last_login}"


_token = _LoginToken()


def login_path(user: User) -> str:
    """Return the path of a link that logs `user` in once, within half an hour."""
    signed = signing.TimestampSigner(salt=_SALT).sign(_token.make_token(user))
    return reverse("accounts:enter", args=[user.pk, signed])


def opens_login(user: User, signed: str) -> bool:
    """Whether the link's last part was made for this user, is fresh and has not been used."""
    try:
        token = signing.TimestampSigner(salt=_SALT).unsign(signed, max_age=LIFETIME)
    except signing.BadSignature:
        return False
    return _token.check_token(user, token)
