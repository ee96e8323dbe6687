"""The rule that somebody must remain who can manage users."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from accounts.models import Role, User

LAST_ONE = _(
    "This is the last active administrator: without one, nobody could manage users any more. "
    "Make somebody else an administrator first."
)
ALL_OF_THEM = _(
    "Nobody was deleted: no active administrator would remain, and nobody could manage users any "
    "more. Leave one out, or make somebody else an administrator first."
)


def leaves_none(leaving: Iterable[int]) -> bool:
    """Whether the site loses its last active administrator when these users stop being one.

    `leaving` are primary keys; those of others than active administrators do not count. Must be
    called in the transaction that makes the change: all active administrators stay locked until
    its end, so that two who remove each other at once cannot both succeed.
    """
    active = User.objects.filter(role=Role.ADMINISTRATOR, is_active=True)
    locked = set(active.select_for_update().order_by("pk").values_list("pk", flat=True))
    return bool(locked) and locked <= set(leaving)
