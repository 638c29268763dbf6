"""The health report of a run, for people (Markdown) and programs (JSON)."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from desk.night.disk import size
from desk.night.judge import Finding, judge
from desk.outlet_names import outlet_name
from desk.wording import instant, number, plural, visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.ledger import Ledger, OutletRun, Run

MOST_LINES = 10
"""Problems of one outlet that are written out."""


@dataclass(frozen=True, slots=True)
class Health:
    """A run and what is not as usual about it."""

    run: Run
    findings: tuple[Finding, ...]

    @property
    def alarms(self) -> tuple[Finding, ...]:
        return tuple(each for each in self.findings if each.alarm)


def health(run: Run, ledger: Ledger, others: Sequence[Finding] = ()) -> Health:
    """Judge a run; ``others``: what is not as usual about the machine."""
    found = list(others)
    if run.ended == "killed":
        found.append(Finding("", "killed", "the run was killed; what it had kept stands, the next run goes on"))
    before = ledger.run(run.id - 1)
    if before and before.ended in ("killed", "failed"):
        why = "; ".join(before.problems) or "it left no word"
        found.append(Finding("", "before", f"the run before, of {instant(before.started)}, was {before.ended} ({why})"))
    if run.ended == "failed":
        found.append(Finding("", "failed", "; ".join(run.problems) or "the run failed"))
    for done in run.outlets:
        found += judge(done, ledger.history(done.outlet, run.id))
    return Health(run, tuple(found))


def as_json(health: Health) -> str:
    """Everything the ledger knows of the run, and the findings."""
    row = asdict(health.run) | {"findings": [asdict(each) for each in health.findings], "alarms": len(health.alarms)}
    return json.dumps(row, ensure_ascii=False, indent=2)


def as_markdown(health: Health) -> str:
    """The report on one page: alarms first."""
    run = health.run
    lines = [f"# Nightly run {run.id}, {instant(run.started)}", "", headline(health), ""]
    for title, found in (
        ("Alarms", health.alarms),
        ("Not as usual", [each for each in health.findings if not each.alarm]),
    ):
        if found:
            lines += [f"## {title}", "", *(f"- {_sentence(each)}" for each in found), ""]
    if run.outlets:
        lines += ["## Outlets", "", *_table(run.outlets), ""]
    problems = [line for done in run.outlets for line in _problems(done)]
    if problems:
        lines += ["## Problems", "", *problems, ""]
    return "\n".join(lines)


def headline(health: Health) -> str:
    """One line on the run."""
    run, outlets = health.run, health.run.outlets
    new, changed = (sum(getattr(each, name) for each in outlets) for name in ("new", "changed"))
    parts = [plural(len(outlets), "outlet"), f"{number(new)} new and {number(changed)} changed articles"]
    parts.append(plural(len(health.alarms), "alarm") if health.alarms else "no alarm")
    if run.captures_bytes is not None and run.free_bytes is not None:
        parts.append(f"captures {size(run.captures_bytes)}, {size(run.free_bytes)} free")
    return f"{', '.join(parts)}. Run {run.ended or 'under way'}{f' {instant(run.finished)}' if run.finished else ''}."


def _sentence(found: Finding) -> str:
    return f"**{_label(found.outlet)}**: {_cell(found.words)}" if found.outlet else _cell(found.words)


def _label(outlet: str) -> str:
    """The outlet's name, with the id that tells its editions apart and that commands take."""
    return f"{_cell(outlet_name(outlet))} ({outlet})"


def _table(outlets: Sequence[OutletRun]) -> list[str]:
    heads = ("Outlet", "Source", "Listed", "New", "Changed", "Failed", "Blocked", "Text", "Author", "Date", "Ended")
    rows = [
        (
            each.outlet, each.source or "none", number(each.found), number(each.new),
            number(each.changed), number(each.failed), number(each.blocked),
            "" if each.body is None else number(each.body), _share(each, "authors"), _share(each, "published"),
            each.ended.replace("_", " "),
        )
        for each in outlets
    ]  # fmt: skip
    return [_line(heads), _line(["---"] * len(heads)), *map(_line, rows)]


def _share(done: OutletRun, name: str) -> str:
    return f"{done.fields[name]:.0%}" if name in done.fields else ""


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(map(_cell, cells))} |"


def _cell(words: str) -> str:
    return visible(words).replace("|", "\\|")


def _problems(done: OutletRun) -> list[str]:
    if not done.problems:
        return []
    shown = [f"- {_cell(line)}" for line in done.problems[:MOST_LINES]]
    more = len(done.problems) - len(shown)
    left = [f"- … and {number(more)} more (constancia health --format json has them)"] if more else []
    return [f"**{_label(done.outlet)}**", "", *shown, *left, ""]
