"""``constancia outlets``: what can be crawled, and what the store has of it."""

from __future__ import annotations

from pathlib import Path

import click

from desk.evidence import rows
from desk.options import db_option, existing_store, format_option, outlets_option
from desk.output import Format, Row, write
from desk.wording import day

COLUMNS = ("outlet", "name", "home", "languages", "sample", "articles", "unread", "newest", "fetched")
SQL = """
SELECT outlet, count(*) AS articles, count(unread) AS unread, max(published) AS newest, max(fetched) AS fetched
FROM articles GROUP BY outlet ORDER BY outlet
"""


@click.command("outlets")
@outlets_option
@format_option
@db_option
def command(form: Format, described: tuple[Path, ...], db: Path) -> None:
    """List the outlets that crawl knows, with how much of each the database holds; outlets of loaded files come last.

    \b
    Example:
      constancia outlets
    """
    from desk.outlet_names import outlets

    held: dict[str, Row] = {}
    if db.is_file():
        with existing_store(db) as store:
            held = {row["outlet"]: row for row in rows(store, SQL)}
    found: list[Row] = []
    for name, spider in outlets(*map(str, described)).items():
        row: Row = {"outlet": name, "name": spider.outlet_name, "home": spider.home, "sample": spider.sample}
        row["languages"] = " ".join(spider.languages)
        found.append(row | held.pop(name, {"articles": 0, "unread": 0}))
    found += [{"name": "", "home": "", "languages": "", "sample": False, **row} for row in held.values()]
    write(found, form, COLUMNS, _shown)


def _shown(row: Row) -> dict[str, str]:
    return {
        "Outlet": row["outlet"],
        "Name": f"{row['name']} (sample)" if row["sample"] else row["name"],
        "Languages": row["languages"],
        "Home": row["home"],
        "Articles": str(row["articles"]),
        "Unread": str(row["unread"]),
        "Newest": day(row.get("newest")),
    }
