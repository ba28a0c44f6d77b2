"""Make the table that counts all that may be done only so often, in the place of the one for wrong codes alone."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table, empty: what the one for wrong codes holds counts for a quarter of an hour only."""
    # A backup holds the tables of the release that made it, and restores none that this one does not know.
    op.drop_table("wrong_code", if_exists=True)
    op.create_table(
        "limited_use",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("who", sa.String(64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_limited_use"),
    )
    op.create_index("ix_limited_use_kind_who_at", "limited_use", ["kind", "who", "at"])
    op.create_index("ix_limited_use_kind_at", "limited_use", ["kind", "at"])
