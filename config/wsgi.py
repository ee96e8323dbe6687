"""The WSGI application (PEP 3333) that the HTTP server calls: Django behind the page cache."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")
try:
    _django = get_wsgi_application()
except ImproperlyConfigured as error:
    sys.exit(f"downlink: {error}")

# Once Django is set up.
from blog.page_cache.application import with_page_cache  # needs the settings

application = with_page_cache(_django)
