"""What the tables are called and which columns of them the modules of the store share; the SQL is in ``schema.sql``."""

from __future__ import annotations

from importlib.resources import files

APPLICATION_ID = 0x434F4E53  # "CONS": tells this project's files from other SQLite files

SLOTS = (
    "kind", "measure", "event", "who", "agent", "value", "low", "high", "bound", "unit", "date", "place", "said_by",
    "quote", "hedge", "detail",
)  # fmt: skip
"""The slots that statements and claims have in common."""

CLAIM_COLUMNS = (
    *SLOTS, "confidence", "first_seen", "last_seen", "statement_count", "outlet_count", "independent_sources",
)  # fmt: skip
"""What of a claim is shown."""

FULL_TEXT = {"claims": ("labels", "sentences"), "statements": ("sentence",), "articles": ("title", "text")}
"""Tables that are searched, and in which columns."""


def schema_sql() -> str:
    """The statements that make the tables of an empty file."""
    return files("store").joinpath("schema.sql").read_text("utf-8")


def night_sql() -> str:
    """The statements that make the tables of nightly runs."""
    return files("store").joinpath("night.sql").read_text("utf-8")


def full_text_sql(table: str, columns: tuple[str, ...]) -> str:
    """An FTS5 index over ``columns`` of ``table``, and the triggers that keep it up to date.

    External content (https://www.sqlite.org/fts5.html#external_content_tables): the index holds no text of its own.
    """
    names = ", ".join(columns)
    old, new = (", ".join(f"{row}.{c}" for c in columns) for row in ("old", "new"))
    forget = f"INSERT INTO {table}_fts({table}_fts, rowid, {names}) VALUES ('delete', old.pk, {old});"  # noqa: S608
    learn = f"INSERT INTO {table}_fts(rowid, {names}) VALUES (new.pk, {new});"  # noqa: S608
    return f"""
CREATE VIRTUAL TABLE {table}_fts USING fts5({names}, content='{table}', content_rowid='pk',
  tokenize='unicode61 remove_diacritics 2');
CREATE TRIGGER {table}_fts_insert AFTER INSERT ON {table} BEGIN {learn} END;
CREATE TRIGGER {table}_fts_delete AFTER DELETE ON {table} BEGIN {forget} END;
CREATE TRIGGER {table}_fts_update AFTER UPDATE OF {names} ON {table} BEGIN {forget} {learn} END;
"""
