"""The site's own settings, with one address more."""

from config.settings.dev import *  # noqa: F403  # as the settings themselves do

ROOT_URLCONF = "tests.bench.hello"
