"""What was handed over, and the history of limits and texts

Revision ID: 0006
Revises: 0005
"""

from alembic import op
import sqlalchemy as sa


revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

document = sa.table("notice_document", sa.column("body", sa.JSON()), sa.column("original", sa.JSON()))
export = sa.table(
    "export", sa.column("id", sa.Integer()), sa.column("selection", sa.JSON()), sa.column("campaign_id", sa.Integer())
)


def upgrade():
    op.create_table(
        "campaign_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=40), nullable=False),
        sa.Column("area", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("old", sa.JSON(), nullable=False),
        sa.Column("new", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_campaign_change_campaign_id_campaign")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_change")),
    )
    op.create_index("ix_campaign_change_area", "campaign_change", ["campaign_id", "area", "name"])

    with op.batch_alter_table("export") as batch:
        batch.add_column(sa.Column("discarded_at", sa.DateTime(timezone=True), nullable=True))
        batch.add_column(sa.Column("campaign_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("size", sa.BigInteger(), nullable=False, server_default="0"))
        batch.add_column(sa.Column("sha256", sa.String(length=64), nullable=False, server_default=""))
        batch.create_foreign_key(op.f("fk_export_campaign_id_campaign"), "campaign", ["campaign_id"], ["id"])
        batch.create_index(op.f("ix_export_campaign_id"), ["campaign_id"])
    with op.batch_alter_table("export") as batch:
        batch.alter_column("size", server_default=None)
        batch.alter_column("sha256", server_default=None)
    _say_the_campaign()

    op.create_table(
        "export_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("export_id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["export_id"], ["export.id"], name=op.f("fk_export_item_export_id_export")),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_export_item_submission_id_submission")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_export_item")),
    )
    op.create_index(op.f("ix_export_item_export_id"), "export_item", ["export_id"])
    op.create_index(op.f("ix_export_item_submission_id"), "export_item", ["submission_id"])

    # What was loaded before is taken for the notice's own words: nobody could change them in the browser.
    op.add_column("notice_document", sa.Column("original", sa.JSON(), nullable=True))
    op.execute(document.update().values(original=document.c.body))
    with op.batch_alter_table("notice_document") as batch:
        batch.alter_column("original", existing_type=sa.JSON(), nullable=False)


def downgrade():
    op.drop_column("notice_document", "original")
    op.drop_table("export_item")
    with op.batch_alter_table("export") as batch:
        batch.drop_index(op.f("ix_export_campaign_id"))
        batch.drop_constraint(op.f("fk_export_campaign_id_campaign"), type_="foreignkey")
        for column in ("sha256", "size", "campaign_id", "discarded_at"):
            batch.drop_column(column)
    op.drop_table("campaign_change")


def _say_the_campaign():
    """Exports of before name their campaign in the selection only; a campaign that is gone is not named."""
    connection = op.get_bind()
    known = set(connection.scalars(sa.select(sa.column("id")).select_from(sa.table("campaign"))))
    for number, selection in connection.execute(sa.select(export.c.id, export.c.selection)).all():
        campaign_id = (selection or {}).get("campaign_id")
        if campaign_id in known:
            connection.execute(export.update().where(export.c.id == number).values(campaign_id=campaign_id))
