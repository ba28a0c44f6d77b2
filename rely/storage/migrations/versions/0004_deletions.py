"""Make the table that keeps deletions effective when a backup is restored."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table, empty."""
    op.create_table(
        "deleted_assessment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("deleted", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_deleted_assessment"),
    )
    op.create_index("ix_deleted_assessment_deleted", "deleted_assessment", ["deleted"])
