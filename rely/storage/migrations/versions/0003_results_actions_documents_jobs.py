"""Make the tables for results that are kept, actions taken on, made documents, and work in the background."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables, empty; what is finished already has its result kept from the next time on."""
    op.create_table(
        "finished_result",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("assessment_id", sa.Uuid(), nullable=False),
        sa.Column("finished", sa.DateTime(timezone=True), nullable=False),
        sa.Column("instrument_digest", sa.String(71), nullable=False),
        sa.Column("form", sa.String(64), nullable=False),
        sa.Column("language", sa.String(16), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        _of_assessment("finished_result"),
        sa.ForeignKeyConstraint(
            ["instrument_digest"], ["instrument.digest"], name="fk_finished_result_instrument_digest_instrument"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_finished_result"),
    )
    op.create_index("ix_finished_result_assessment_id", "finished_result", ["assessment_id"])
    op.create_index("ix_finished_result_instrument_digest", "finished_result", ["instrument_digest"])
    op.create_table(
        "taken_action",
        sa.Column("assessment_id", sa.Uuid(), nullable=False),
        sa.Column("guideline_id", sa.String(64), nullable=False),
        sa.Column("owner", sa.String(80), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("is_done", sa.Boolean(), nullable=False),
        sa.Column("taken", sa.DateTime(timezone=True), nullable=False),
        _of_assessment("taken_action"),
        sa.PrimaryKeyConstraint("assessment_id", "guideline_id", name="pk_taken_action"),
    )
    op.create_table(
        "document",
        sa.Column("assessment_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.String(64), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("made", sa.DateTime(timezone=True), nullable=False),
        _of_assessment("document"),
        sa.PrimaryKeyConstraint("assessment_id", "key", name="pk_document"),
    )
    op.create_index("ix_document_made", "document", ["made"])
    op.create_table(
        "job",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("assessment_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("arguments", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended", sa.DateTime(timezone=True), nullable=True),
        _of_assessment("job"),
        sa.PrimaryKeyConstraint("id", name="pk_job"),
    )
    for column in ("assessment_id", "created"):
        op.create_index(f"ix_job_{column}", "job", [column])


def _of_assessment(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["assessment_id"],
        ["assessment.id"],
        name=f"fk_{table}_assessment_id_assessment",
        ondelete="CASCADE",
    )
