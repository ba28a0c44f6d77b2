"""Make the tables for consent to research, and the index by which consented assessments are read."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables, empty: nobody has agreed to anything yet."""
    op.create_table(
        "research_consent",
        sa.Column("assessment_id", sa.Uuid(), nullable=False),
        sa.Column("given", sa.DateTime(timezone=True), nullable=False),
        sa.Column("wording", sa.String(71), nullable=False),
        sa.Column("language", sa.String(16), nullable=False),
        sa.Column("with_words", sa.Boolean(), nullable=False),
        sa.Column("withdrawn", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["assessment_id"],
            ["assessment.id"],
            name="fk_research_consent_assessment_id_assessment",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("assessment_id", name="pk_research_consent"),
    )
    op.create_table(
        "consent_wording",
        sa.Column("wording", sa.String(71), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("wording", name="pk_consent_wording"),
    )
    op.create_table(
        "withdrawn_consent",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("withdrawn", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_withdrawn_consent"),
    )
    op.create_index("ix_withdrawn_consent_withdrawn", "withdrawn_consent", ["withdrawn"])
    op.drop_index("ix_assessment_instrument_digest", "assessment")
    op.create_index("ix_assessment_instrument_digest_id", "assessment", ["instrument_digest", "id"])
