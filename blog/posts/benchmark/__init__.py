"""Very many articles for measuring, put into an empty database by `manage.py fill_benchmark`."""
