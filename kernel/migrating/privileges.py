"""What the role that runs a service may do: use rows, never change tables or the journal."""

from __future__ import annotations

import sqlalchemy as sa

# {role} is quoted by the dialect; the rest is fixed text.
RIGHTS = """
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO {role};
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role};
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {role};
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {role};
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO {role};
REVOKE ALL ON journal FROM {role};
GRANT SELECT, UPDATE (number, previous_hash, hash) ON journal TO {role};
GRANT INSERT (at, process, actor, acting_as, action, subject, correlation_id, detail) ON journal TO {role};
"""
READ_ONLY = "REVOKE INSERT, UPDATE, DELETE ON {table} FROM {role}"
VERSIONS = ("kernel_version", "service_version")


def grant(connection: sa.Connection, role: str) -> None:
    """Give `role` what it needs. Repeating it changes nothing."""
    quoted = connection.dialect.identifier_preparer.quote(role)
    present = [table for table in VERSIONS if sa.inspect(connection).has_table(table)]
    statements = RIGHTS.format(role=quoted).strip().split("\n")
    connection.commit()
    with connection.begin():
        for statement in statements + [READ_ONLY.format(table=table, role=quoted) for table in present]:
            connection.exec_driver_sql(statement)
