"""What Alembic runs for every migration: the connection is handed over by ``store/database/migrate.py``."""

from alembic import context

from store.database.schema import is_ours, of_both_databases, render

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=of_both_databases(),
    render_item=render,
    include_name=is_ours,
    render_as_batch=True,
    transactional_ddl=False,  # the caller's transaction covers every revision, on both databases
)
context.run_migrations()
