"""Faces compared between students, and decisions taken back

Revision ID: 0008
Revises: 0007
"""

from alembic import op
import sqlalchemy as sa


revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "decision",
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("earlier_by_id", sa.Integer(), nullable=True),
        sa.Column("earlier_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("earlier_reasons", sa.JSON(), nullable=False),
        sa.Column("earlier_text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["earlier_by_id"], ["staff.id"], name=op.f("fk_decision_earlier_by_id_staff")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_decision_staff_id_staff")),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_decision_submission_id_submission")
        ),
        sa.PrimaryKeyConstraint("submission_id", name=op.f("pk_decision")),
    )
    op.create_index("ix_decision_staff_id_decided_at", "decision", ["staff_id", "decided_at"])
    op.create_table(
        "face_descriptor",
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("numbers", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_face_descriptor_submission_id_submission")
        ),
        sa.PrimaryKeyConstraint("submission_id", name=op.f("pk_face_descriptor")),
    )
    op.create_table(
        "face_match",
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        sa.Column("distance", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(
            ["first_id"],
            ["face_descriptor.submission_id"],
            name=op.f("fk_face_match_first_id_face_descriptor"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["second_id"],
            ["face_descriptor.submission_id"],
            name=op.f("fk_face_match_second_id_face_descriptor"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("first_id", "second_id", name=op.f("pk_face_match")),
    )
    op.create_index(op.f("ix_face_match_second_id"), "face_match", ["second_id"])


def downgrade():
    op.drop_table("face_match")
    op.drop_table("face_descriptor")
    op.drop_table("decision")
