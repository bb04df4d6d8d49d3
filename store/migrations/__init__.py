"""The revisions of the schema, oldest first in ``versions/``; ``store/migrate.py`` runs them."""
