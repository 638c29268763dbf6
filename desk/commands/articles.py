"""``constancia articles``: what the store holds."""

from __future__ import annotations

import json
from pathlib import Path

import click

from desk.evidence import rows
from desk.options import db_option, existing_store, format_option, limit_option, period_options
from desk.output import Format, Row, write
from desk.trouble import nothing_found
from desk.wording import day

COLUMNS = (
    "id", "outlet", "url", "title", "authors", "published", "modified", "language", "version", "fetched",
    "duplicate_of", "translation_of", "unread", "claims",
)  # fmt: skip
SQL = """
SELECT a.id, a.outlet, a.url, a.title, a.authors, a.published, a.modified, a.language, a.version, a.fetched,
  a.duplicate_of, a.translation_of, a.unread,
  (SELECT count(DISTINCT claim_id) FROM statements s WHERE s.article_id = a.id) AS claims
FROM articles a
WHERE (?1 IS NULL OR a.published >= ?1) AND (?2 IS NULL OR substr(a.published, 1, length(?2)) <= ?2)
  AND (?3 IS NULL OR a.outlet = ?3) AND (NOT ?4 OR a.unread IS NOT NULL)
ORDER BY a.published DESC, a.url LIMIT ?5
"""


@click.command("articles")
@period_options
@click.option("--outlet", metavar="ID", help="Only articles of this outlet.")
@click.option("--unread", is_flag=True, help="Only articles that could not be read yet, with the reason.")
@limit_option(50)
@format_option
@db_option
def command(
    since: str | None, until: str | None, outlet: str | None, unread: bool, limit: int, form: Format, db: Path
) -> None:
    """List the articles, newest first: copies and translations marked, later versions counted.

    \b
    Example:
      constancia articles --since 2025-01-01 --format csv > articles.csv
    """
    with existing_store(db) as store:
        found = list(rows(store, SQL, since, until, outlet, unread, limit or -1))
    for row in found:
        row["authors"] = "; ".join(json.loads(row["authors"] or "[]"))
    if not found and form in ("table", "md"):
        raise nothing_found("no articles")
    write(found, form, COLUMNS, _shown)
    if not found:
        raise SystemExit(1)


def _shown(row: Row) -> dict[str, str]:
    if row["unread"]:
        remark = f"unread: {row['unread']}"
    elif row["duplicate_of"]:
        remark = f"copy of {row['duplicate_of']}"
    elif row["translation_of"]:
        remark = f"translation of {row['translation_of']}"
    else:
        remark = f"version {row['version']}" if row["version"] > 1 else ""
    return {
        "Published": day(row["published"]),
        "Outlet": row["outlet"],
        "Title": row["title"],
        "Language": row["language"] or "",
        "Claims": str(row["claims"]),
        "Remark": remark,
        "Address": row["url"],
    }
