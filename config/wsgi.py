"""The WSGI application (PEP 3333) that the HTTP server calls.

What can be answered from memory is, before Django is asked: files, pictures, finished pages.
"""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")
try:
    _django = get_wsgi_application()
except ImproperlyConfigured as error:
    sys.exit(f"downlink: {error}")

# What follows needs the settings and the models.
from blog.page_cache.application import with_page_cache
from config.media_files import MediaFiles
from config.static_files import StaticFiles

application = StaticFiles(MediaFiles(with_page_cache(_django)))
