"""Columns and indexes for a hundred thousand students

Revision ID: 0007
Revises: 0006

What a list filters by leaves the JSON, lists have indexes in their order, and the students of each college are
counted as they change: triggers do it, so that whatever writes, the figures are right, and nothing counts them
again for a page.
"""

from alembic import op
import sqlalchemy as sa


revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

STANDINGS = ("attended", "not_begun", "draft", "submitted", "returned", "approved")
EVENTS = {"insert": ("added",), "delete": ("removed",), "update": ("removed", "added")}
STEPS = {"added": 1, "removed": -1}
# What an update has to touch before anything can change; PostgreSQL allows no columns beside transition tables.
WATCHED = {"student": "campaign_id, college_id, attended", "submission": "student_id, campaign_id, state"}

VERDICT = """
    UPDATE upload SET verdict = coalesce({verdict}, ''), failed_codes = coalesce((
        SELECT {joined} FROM {findings} WHERE {status} = 'fail'), '')
"""
VERDICTS = {
    "sqlite": VERDICT.format(
        verdict="json_extract(report, '$.verdict')",
        joined="group_concat(json_extract(value, '$.code'), ' ')",
        findings="json_each(upload.report, '$.findings')",
        status="json_extract(value, '$.status')",
    ),
    "postgresql": VERDICT.format(
        verdict="report ->> 'verdict'",
        joined="string_agg(finding ->> 'code', ' ')",
        findings="json_array_elements(upload.report -> 'findings') AS finding",
        status="finding ->> 'status'",
    ),
}
AGREEMENT = """
    UPDATE submission SET faces_agree = (
        SELECT min(CASE WHEN {verdict} = 'same' THEN 1 ELSE 0 END){cast} FROM {comparisons})
"""
AGREEMENTS = {
    "sqlite": AGREEMENT.format(
        verdict="json_extract(value, '$.verdict')", cast="", comparisons="json_each(submission.comparison)"
    ),
    "postgresql": AGREEMENT.format(
        verdict="value ->> 'verdict'", cast=" = 1", comparisons="json_each(submission.comparison)"
    ),
}
# By the characters of a name: names are too short for anything longer. By a number from either end.
SEARCHES = {
    "ix_student_find_name": "USING gin (string_to_array(name, NULL))",
    "ix_student_find_number": "(student_no text_pattern_ops)",
    "ix_student_find_number_end": "(reverse(student_no) text_pattern_ops)",
}


def upgrade():
    with op.batch_alter_table("student") as batch_op:
        batch_op.create_index("ix_student_list", ["campaign_id", "student_no"])
        batch_op.create_index("ix_student_college_list", ["college_id", "student_no"])
        batch_op.drop_index("ix_student_campaign_id")
        batch_op.drop_index("ix_student_college_id")
    with op.batch_alter_table("submission") as batch_op:
        batch_op.drop_index("ix_submission_queue")
        batch_op.create_index("ix_submission_queue", ["state", "submitted_at", "id"])
        batch_op.create_index("ix_submission_decided", ["state", "decided_at", "id"])
    # Not in a batch: that copies and drops the table.
    op.add_column("submission", sa.Column("faces_agree", sa.Boolean(), nullable=True))
    doubt = sa.text("faces_agree IS false")
    op.create_index("ix_submission_doubt", "submission", ["id"], sqlite_where=doubt, postgresql_where=doubt)
    op.add_column("upload", sa.Column("verdict", sa.String(8), nullable=False, server_default=""))
    op.add_column("upload", sa.Column("failed_codes", sa.Text(), nullable=False, server_default=""))
    op.create_index("ix_upload_verdict", "upload", ["kind", "verdict", "submission_id"])
    dialect = op.get_bind().dialect.name
    op.execute(VERDICTS[dialect])
    op.execute(AGREEMENTS[dialect])
    _count(dialect)
    if dialect == "postgresql":
        for name, definition in SEARCHES.items():
            op.execute(f"CREATE INDEX {name} ON student {definition}")


def downgrade():
    dialect = op.get_bind().dialect.name
    if dialect == "postgresql":
        for name in SEARCHES:
            op.execute(f"DROP INDEX {name}")
    for table in WATCHED:
        for event in EVENTS:
            op.execute(f"DROP TRIGGER {_trigger(table, event)}" + (f" ON {table}" if dialect == "postgresql" else ""))
            if dialect == "postgresql":
                op.execute(f"DROP FUNCTION {_trigger(table, event)}()")
    op.drop_table("college_count")
    op.drop_index("ix_upload_verdict", "upload")
    op.drop_column("upload", "failed_codes")
    op.drop_column("upload", "verdict")
    op.drop_index("ix_submission_doubt", "submission")
    op.drop_column("submission", "faces_agree")
    with op.batch_alter_table("submission") as batch_op:
        batch_op.drop_index("ix_submission_decided")
        batch_op.drop_index("ix_submission_queue")
        batch_op.create_index("ix_submission_queue", ["state", "submitted_at"])
    with op.batch_alter_table("student") as batch_op:
        batch_op.create_index("ix_student_campaign_id", ["campaign_id"])
        batch_op.create_index("ix_student_college_id", ["college_id"])
        batch_op.drop_index("ix_student_college_list")
        batch_op.drop_index("ix_student_list")


def _count(dialect):
    """The table of figures, filled, and kept right from now on."""
    op.create_table(
        "college_count",
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("college_id", sa.Integer(), nullable=False),
        *(sa.Column(standing, sa.Integer(), nullable=False, server_default="0") for standing in STANDINGS),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_college_count_campaign_id_campaign")),
        sa.ForeignKeyConstraint(["college_id"], ["college.id"], name=op.f("fk_college_count_college_id_college")),
        sa.PrimaryKeyConstraint("campaign_id", "college_id", name=op.f("pk_college_count")),
    )
    op.execute(_add(_of_student("student", 1) + " FROM student"))
    for table, change in (("student", _of_student), ("submission", _of_submission)):
        for event, sets in EVENTS.items():
            if dialect == "postgresql":
                _postgresql_trigger(table, event, change, sets)
            else:
                _sqlite_trigger(table, event, change, sets)


def _trigger(table, event):
    return f"count_{table}_{event}"


def _sqlite_trigger(table, event, change, sets):
    """One row at a time; nobody else writes meanwhile."""
    names = {"added": "NEW", "removed": "OLD"}
    statements = "".join(_add(change(names[which], STEPS[which])) + ";" for which in sets)
    columns = f" OF {WATCHED[table]}" if event == "update" else ""
    op.execute(
        f"CREATE TRIGGER {_trigger(table, event)} AFTER {event}{columns} ON {table} BEGIN {statements} END"
    )


def _postgresql_trigger(table, event, change, sets):
    """Once a statement: an import of 20,000 rows must not update one figure 20,000 times.

    A submission locks its students first, so that whoever changes them at the same moment sees its state.
    """
    changes = " UNION ALL ".join(change(which, STEPS[which], f" FROM {which}") for which in sets)
    lock = "".join(
        f"PERFORM 1 FROM student WHERE id IN (SELECT student_id FROM {which}) ORDER BY id FOR SHARE;"
        for which in sets
        if table == "submission"
    )
    function = _trigger(table, event)
    op.execute(
        f"CREATE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$"
        f" BEGIN {lock} {_add(changes)}; RETURN NULL; END $$"
    )
    tables = {"added": "NEW TABLE AS added", "removed": "OLD TABLE AS removed"}
    op.execute(
        f"CREATE TRIGGER {function} AFTER {event} ON {table}"
        f" REFERENCING {' '.join(tables[which] for which in sets)}"
        f" FOR EACH STATEMENT EXECUTE FUNCTION {function}()"
    )


def _of_student(row, step, source=""):
    """A student of this row stands somewhere: attended, or where the submission is."""
    state = f"SELECT state FROM submission WHERE student_id = {row}.id AND campaign_id = {row}.campaign_id"
    return (
        f"SELECT {row}.campaign_id AS campaign_id, {row}.college_id AS college_id, {step} AS step,"
        f" CASE WHEN {row}.attended THEN 'attended' ELSE coalesce(({state}), 'not_begun') END AS standing{source}"
    )


def _of_submission(row, step, source=""):
    """The student of this submission stands at its state, and no longer at "not begun"."""
    join = f"{source or ' FROM (SELECT 1) AS once'} JOIN student ON student.id = {row}.student_id"
    where = f" WHERE student.campaign_id = {row}.campaign_id AND NOT student.attended"
    common = "SELECT student.campaign_id AS campaign_id, student.college_id AS college_id"
    return (
        f"{common}, {step} AS step, {row}.state AS standing{join}{where}"
        f" UNION ALL {common}, {-step}, 'not_begun'{join}{where}"
    )


def _add(changes):
    """Add steps to the figures of their colleges, in one order, so that two transactions cannot wait in a ring."""
    sums = ", ".join(f"sum(CASE standing WHEN '{name}' THEN step ELSE 0 END) AS {name}" for name in STANDINGS)
    some = " OR ".join(f"{name} <> 0" for name in STANDINGS)
    added = ", ".join(f"{name} = college_count.{name} + excluded.{name}" for name in STANDINGS)
    columns = ", ".join(("campaign_id", "college_id", *STANDINGS))
    return (
        f"INSERT INTO college_count ({columns}) SELECT {columns} FROM ("
        f"SELECT campaign_id, college_id, {sums} FROM ({changes}) AS changes GROUP BY campaign_id, college_id"
        f") AS sums WHERE {some} ORDER BY campaign_id, college_id"
        f" ON CONFLICT (campaign_id, college_id) DO UPDATE SET {added}"
    )
