"""Who was reminded when; students in the order of their classes

Revision ID: 0004
Revises: 0003
"""

from alembic import op
import sqlalchemy as sa


revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "reminder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("college_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=40), nullable=False),
        sa.Column("channel", sa.Enum("text", "mail", name="channel", native_enum=False, length=16), nullable=False),
        sa.Column("stage", sa.String(length=16), nullable=False),
        sa.Column("major", sa.String(length=80), nullable=False),
        sa.Column("class_name", sa.String(length=80), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_reminder_campaign_id_campaign")),
        sa.ForeignKeyConstraint(["college_id"], ["college.id"], name=op.f("fk_reminder_college_id_college")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder")),
    )
    op.create_index("ix_reminder_campaign_id_at", "reminder", ["campaign_id", "at"])
    op.create_index(op.f("ix_reminder_college_id"), "reminder", ["college_id"])
    op.create_table(
        "reminded",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reminder_id", sa.Integer(), nullable=False),
        sa.Column("student_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["reminder_id"], ["reminder.id"], name=op.f("fk_reminded_reminder_id_reminder")),
        sa.ForeignKeyConstraint(["student_id"], ["student.id"], name=op.f("fk_reminded_student_id_student")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminded")),
    )
    op.create_index(op.f("ix_reminded_reminder_id"), "reminded", ["reminder_id"])
    op.create_index("ix_reminded_student_id_at", "reminded", ["student_id", "at"])
    op.create_index(
        "ix_student_class", "student", ["campaign_id", "college_id", "major", "class_name", "student_no"]
    )


def downgrade():
    op.drop_index("ix_student_class", "student")
    op.drop_table("reminded")
    op.drop_table("reminder")
