"""Mail, what students saw on CHSI, and when the paper photo came

Revision ID: 0002
Revises: 0001
"""

from alembic import op
import sqlalchemy as sa


revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('chsi_answer',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('student_id', sa.Integer(), nullable=False),
    sa.Column('has_photo', sa.Boolean(), nullable=True),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('checked_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['student_id'], ['student.id'], name=op.f('fk_chsi_answer_student_id_student')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_chsi_answer')),
    sa.UniqueConstraint('student_id', name=op.f('uq_chsi_answer_student_id'))
    )
    op.create_table('notice_address',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('student_id', sa.Integer(), nullable=False),
    sa.Column('email', sa.String(length=200), nullable=False),
    sa.Column('added_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['student_id'], ['student.id'], name=op.f('fk_notice_address_student_id_student')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_notice_address')),
    sa.UniqueConstraint('student_id', name=op.f('uq_notice_address_student_id'))
    )
    op.create_table('outbox_mail',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('student_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('welcome', 'approved', 'returned', 'deadline', name='mailkind', native_enum=False, length=16), nullable=False),
    sa.Column('once_key', sa.String(length=80), nullable=True),
    sa.Column('recipient', sa.String(length=200), nullable=False),
    sa.Column('subject', sa.Text(), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('failed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('last_error', sa.String(length=40), nullable=False),
    sa.ForeignKeyConstraint(['student_id'], ['student.id'], name=op.f('fk_outbox_mail_student_id_student')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outbox_mail')),
    sa.UniqueConstraint('once_key', name=op.f('uq_outbox_mail_once_key'))
    )
    with op.batch_alter_table('outbox_mail', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_outbox_mail_student_id'), ['student_id'], unique=False)
        batch_op.create_index('ix_outbox_mail_waiting', ['sent_at', 'failed_at', 'due_at'], unique=False)

    op.add_column('submission', sa.Column('paper_received_at', sa.DateTime(timezone=True), nullable=True))



def downgrade():
    # Not in a batch: that copies and drops the table, and SQLite then refuses because uploads point at it.
    op.drop_column('submission', 'paper_received_at')

    with op.batch_alter_table('outbox_mail', schema=None) as batch_op:
        batch_op.drop_index('ix_outbox_mail_waiting')
        batch_op.drop_index(batch_op.f('ix_outbox_mail_student_id'))

    op.drop_table('outbox_mail')
    op.drop_table('notice_address')
    op.drop_table('chsi_answer')
