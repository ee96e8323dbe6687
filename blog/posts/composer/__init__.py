"""What the composer, the editor in `static/composer/`, is told by the server: texts and addresses.

Nothing here knows of a request; the form's widget puts the configuration into the page.
"""

from blog.posts.composer.config import ComposerConfig, composer_config

__all__ = ["ComposerConfig", "composer_config"]
