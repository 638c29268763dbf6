"""The history of the schema. A migration is never changed once released: a new one is added below it."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from sqlite_utils.migrations import Migrations

from store.schema import APPLICATION_ID, FULL_TEXT, full_text_sql, night_sql, schema_sql

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlite_utils import Database

MIGRATIONS = Migrations("constancia")


def names() -> tuple[str, ...]:
    """All migrations known to this version of the program, in order."""
    return tuple(m.name for m in MIGRATIONS._migrations)


def _statements(sql: str) -> Iterator[str]:
    """``executescript`` would commit the transaction of the migration, so the statements run one by one."""
    statement = ""
    for line in sql.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


@MIGRATIONS(name="0001_tables")
def tables(db: Database) -> None:
    for statement in _statements(schema_sql()):
        db.execute(statement)
    for table, columns in FULL_TEXT.items():
        for statement in _statements(full_text_sql(table, columns)):
            db.execute(statement)
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")


@MIGRATIONS(name="0002_what_crawls_remember")
def what_crawls_remember(db: Database) -> None:
    db.execute(
        "CREATE TABLE outlet_sources ("  # where an outlet's articles were found the last time
        " outlet TEXT PRIMARY KEY,"
        " kind TEXT NOT NULL,"
        " urls TEXT NOT NULL,"  # a JSON list
        " used TEXT NOT NULL"
        ") WITHOUT ROWID"
    )
    db.execute(
        "CREATE TABLE addresses ("  # addresses that sources list beside the articles' own, and what they lead to
        " url TEXT PRIMARY KEY,"
        " article TEXT,"  # the article's address; NULL: there was no article
        " fetched TEXT NOT NULL"
        ") WITHOUT ROWID"
    )


@MIGRATIONS(name="0003_the_night")
def the_night(db: Database) -> None:
    for statement in _statements(night_sql()):
        db.execute(statement)
