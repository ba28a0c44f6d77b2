"""Turn the revisions of this folder into statements on the connection that rely.storage.migrate hands in."""

from alembic import context

from rely.storage.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
)

with context.begin_transaction():
    context.run_migrations()
