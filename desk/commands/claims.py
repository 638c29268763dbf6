"""``constancia claims``: asks the claims."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click

from desk.evidence import best_first, outlets_of
from desk.options import db_option, existing_store, format_option, limit_option, period_options
from desk.output import Format, Row, write
from desk.trouble import note, nothing_found
from desk.wording import HEDGES, assertion, day
from extract.reading import EventKind, Hedge, StatementKind
from store.schema import CLAIM_COLUMNS
from store.search import Question, find_claims

if TYPE_CHECKING:
    from store.search import Claim

COLUMNS = ("id", *CLAIM_COLUMNS, "outlets", "urls", "sentence")


@click.command("claims")
@click.argument("text", required=False)
@period_options
@click.option("--outlet", metavar="ID", help="Only what this outlet published (see outlets).")
@click.option("--said-by", metavar="NAME", help="Only what this person or organization vouches for.")
@click.option("--kind", type=click.Choice(get_args(StatementKind)), help="Only claims of this kind.")
@click.option("--who", metavar="NAME", help="Only claims about this person or group.")
@click.option("--measure", metavar="NAME", help='Only figures of this measure, such as "political prisoners".')
@click.option("--event", type=click.Choice(get_args(EventKind)), help="Only events of this kind.")
@click.option("--place", metavar="NAME", help="Only claims about this place.")
@click.option("--hedge", type=click.Choice(get_args(Hedge)), help="Only asserted, possible, planned or denied ones.")
@click.option(
    "--min-confidence", type=click.FloatRange(0, 1), default=0.0, metavar="0-1", help="Only claims at least so sure."
)
@limit_option(50)
@format_option
@db_option
def command(text: str | None, form: Format, db: Path, limit: int, **wanted: Any) -> None:
    """List the claims that answer, newest first: words in TEXT are looked for in claims and their sentences (accents do
    not matter, "quotes" keep words together), options narrow further. Exit status 1 where there is none.

    \b
    Examples:
      constancia claims "political prisoners" --since 2025-01-01 --kind figure
      constancia claims --who "Maria Perez" --event arrest --format csv > arrests.csv
    """
    with existing_store(db) as store:
        found = find_claims(store, Question(text=text or "", limit=limit + 1 if limit else 0, **wanted))
    more = bool(limit) and len(found) > limit
    rows = [_row(claim) for claim in (found[:limit] if limit else found)]
    if not rows and form in ("table", "md"):
        raise nothing_found("no claim answers")
    write(rows, form, COLUMNS, _shown)
    if more:
        note(f"there are more than {limit}: see them with --limit 0")
    if not rows:
        raise SystemExit(1)


def _row(claim: Claim) -> Row:
    """A claim with where it stands."""
    row: Row = {column: getattr(claim, column) for column in ("id", *CLAIM_COLUMNS)}
    row["outlets"] = "; ".join(outlets_of(claim))
    row["urls"] = " ".join(dict.fromkeys(source.url for source in best_first(claim.sources)))
    row["sentence"] = best_first(claim.sources)[0].sentence
    row["words"] = assertion(claim, claim.who)
    return row


def _shown(row: Row) -> dict[str, str]:
    words = f"{row['words']} [{HEDGES[row['hedge']]}]" if row["hedge"] in HEDGES else row["words"]
    return {
        "Claim": words,
        "When": day(row["date"]) or f"(published {day(row['first_seen'])})",
        "Said by": row["said_by"] or "",
        "Outlets": row["outlets"],
        "Sources": str(row["independent_sources"]),
        "Sure": f"{row['confidence']:.0%}",
        "Id": row["id"],
    }
