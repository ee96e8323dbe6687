import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.utils.functional import SimpleLazyObject

from accounts.logged_in import logged_in
from accounts.models import User


def test_the_user_of_the_session_is_returned(rf):
    user = User(username="ada")
    request = rf.get("/")
    request.user = SimpleLazyObject(lambda: user)
    assert logged_in(request) == user


def test_nobody_is_refused(rf):
    request = rf.get("/")
    request.user = SimpleLazyObject(AnonymousUser)
    with pytest.raises(PermissionDenied):
        logged_in(request)
