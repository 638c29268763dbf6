"""``constancia demo``: a tour on the bundled sample newsroom."""

from __future__ import annotations

import os
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click

from desk.evidence import best_first
from desk.outlet_names import outlet_name
from desk.output import console
from desk.wording import HEDGES, assertion, day, number, plural, visible

if TYPE_CHECKING:
    from rich.console import Console

    from store.search import Claim, Summary


@click.command("demo")
@click.option(
    "--folder",
    type=click.Path(path_type=Path),
    default=Path("demo"),
    show_default=True,
    help="Where to put everything.",
)
def command(folder: Path) -> None:
    """Crawl two nights of the sample newsroom (invented outlets, people and events, captured as WARC files) with the
    real spiders, read it, and make a fact sheet. Nothing is fetched from the network. The folder is made anew.

    \b
    Example:
      constancia demo --folder /tmp/tour
    """
    from desk import demo
    from desk.commands.factsheet import write_sheets
    from desk.factsheet.build import Asked
    from desk.options import existing_store
    from store.search import summary

    db = demo.prepare(folder)
    out = console()
    for which, night in zip(("First", "Second"), demo.NIGHTS, strict=True):
        out.print(f"{which} night: crawling the sample newsroom from {night}", style="bold")
        demo.crawl(db, night)
    sheets = [folder / "factsheet.html", folder / "factsheet.md"]
    write_sheets(db, Asked(demo.QUESTION), sheets)
    with existing_store(db) as store:
        out.print()
        _counts(out, summary(store))
        out.print()
        out.print("Five claims worth looking at", style="bold")
        for claim in demo.worth_looking_at(store):
            _claim(out, claim)
    out.print()
    out.print(f"The fact sheet on {demo.QUESTION}: {_address(sheets[0])}", style="bold", soft_wrap=True)
    out.print(f"(and as Markdown: {sheets[1]})", soft_wrap=True)
    out.print()
    out.print("Try next:", style="bold")
    program, file = _program(), shlex.quote(os.fspath(db))
    for arguments in ('claims "hunger strike"', "disputes", 'factsheet "arbitrary detentions" -o detentions.html'):
        out.print(f"  {program} {arguments} --db {file}", soft_wrap=True)


def _counts(out: Console, held: Summary) -> None:
    out.print(
        f"The store holds {held.articles} articles ({held.copies} copies, {held.translations} translations, "
        f"{held.versions - held.articles} changed after publication), and in them {number(held.names)} names, "
        f"{number(held.figures)} figures, {number(held.dates)} dates and {number(held.claims)} claims: "
        f"{held.figure_claims} figures, {held.event_claims} events, {held.quote_claims} quotes. "
        f"{held.shared_claims} claims have two independent sources or more; there are {held.disputes} disputes."
    )


def _claim(out: Console, claim: Claim) -> None:
    hedge = f" ({HEDGES[claim.hedge]})" if claim.hedge in HEDGES else ""
    when = f", {day(claim.date)}" if claim.date else ""
    said_by = f", says {claim.said_by}" if claim.said_by else ""
    out.print()
    out.print(f"• {visible(assertion(claim, claim.who))}{hedge}{when}{visible(said_by)}", style="bold")
    out.print(f"  {claim.id}: {plural(claim.independent_sources, 'independent source')}, {claim.confidence:.0%} sure")
    shown: set[str] = set()
    for item in best_first(claim.sources):
        if item.article_id not in shown and len(shown) < 3:
            shown.add(item.article_id)
            out.print(f"  {visible(outlet_name(item.outlet))}, {day(item.published)}: “{visible(item.sentence)}”")
            out.print(f"    {visible(item.url)}", style="dim", soft_wrap=True)


def _program() -> str:
    """How this program can be called from here: by its name where that is on the path, else by its file."""
    import shutil
    import sys

    here = Path(sys.argv[0])
    found = shutil.which("constancia")
    if found and (here.name != "constancia" or Path(found).resolve() == here.resolve()):
        return "constancia"
    return shlex.quote(os.fspath(here)) if here.name == "constancia" else f"{shlex.quote(sys.executable)} -m desk.cli"


def _address(path: Path) -> str:
    return path.resolve().as_uri()
