"""The campus sessions: leaders and who was there

Revision ID: 0003
Revises: 0002
"""

from alembic import op
import sqlalchemy as sa


revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('staff_session',
    sa.Column('staff_id', sa.Integer(), nullable=False),
    sa.Column('session_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['session_id'], ['campus_session.id'], name=op.f('fk_staff_session_session_id_campus_session'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['staff_id'], ['staff.id'], name=op.f('fk_staff_session_staff_id_staff')),
    sa.PrimaryKeyConstraint('staff_id', 'session_id', name=op.f('pk_staff_session'))
    )
    op.create_table('roll_mark',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('session_id', sa.Integer(), nullable=False),
    sa.Column('student_id', sa.Integer(), nullable=False),
    sa.Column('is_present', sa.Boolean(), nullable=False),
    sa.Column('marked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('marked_by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['marked_by_id'], ['staff.id'], name=op.f('fk_roll_mark_marked_by_id_staff')),
    sa.ForeignKeyConstraint(['session_id'], ['campus_session.id'], name=op.f('fk_roll_mark_session_id_campus_session')),
    sa.ForeignKeyConstraint(['student_id'], ['student.id'], name=op.f('fk_roll_mark_student_id_student')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_roll_mark')),
    sa.UniqueConstraint('student_id', name=op.f('uq_roll_mark_student_id'))
    )
    op.create_index(op.f('ix_roll_mark_session_id'), 'roll_mark', ['session_id'], unique=False)
    op.create_table('roll_closing',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('session_id', sa.Integer(), nullable=False),
    sa.Column('listed', sa.Integer(), nullable=False),
    sa.Column('present', sa.Integer(), nullable=False),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('closed_by_id', sa.Integer(), nullable=True),
    sa.Column('reopened_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('reopened_by_id', sa.Integer(), nullable=True),
    sa.Column('reopen_reason', sa.String(length=200), nullable=False),
    sa.ForeignKeyConstraint(['closed_by_id'], ['staff.id'], name=op.f('fk_roll_closing_closed_by_id_staff')),
    sa.ForeignKeyConstraint(['reopened_by_id'], ['staff.id'], name=op.f('fk_roll_closing_reopened_by_id_staff')),
    sa.ForeignKeyConstraint(['session_id'], ['campus_session.id'], name=op.f('fk_roll_closing_session_id_campus_session')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_roll_closing'))
    )
    op.create_index(op.f('ix_roll_closing_session_id'), 'roll_closing', ['session_id'], unique=False)
    op.create_index('ix_roll_closing_in_force', 'roll_closing', ['session_id'], unique=True, sqlite_where=sa.text('reopened_at IS NULL'), postgresql_where=sa.text('reopened_at IS NULL'))


def downgrade():
    """Who was there stays in student.attended; without the tables nobody can be a leader any longer."""
    op.drop_index('ix_roll_closing_in_force', table_name='roll_closing')
    op.drop_index(op.f('ix_roll_closing_session_id'), table_name='roll_closing')
    op.drop_table('roll_closing')
    op.drop_index(op.f('ix_roll_mark_session_id'), table_name='roll_mark')
    op.drop_table('roll_mark')
    op.drop_table('staff_session')
    # An older program does not know the role and could not read the rows. The record keeps their numbers.
    op.execute("UPDATE staff SET role = 'reviewer', is_enabled = false WHERE role = 'leader'")
