"""The version that stored renderings carry."""

import hashlib

from blog.markup import RENDERING_VERSION
from tests.markup.cases import FOLDER, names

DIGESTS = {4: "79748f52b60bea09"}
"""What all golden pairs together came to under a version."""


def test_the_version_is_raised_when_the_same_source_renders_differently():
    """A new case changes the digest alone; another rendering of an old one the version too."""
    digest = hashlib.sha256()
    for name in names():
        digest.update((FOLDER / f"{name}.html").read_bytes())

    assert DIGESTS[RENDERING_VERSION] == digest.hexdigest()[:16]
