"""The revisions of the schema, oldest first in ``versions/``; ``store/database/migrate.py`` runs them."""
