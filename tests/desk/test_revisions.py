"""What was changed without a word is shown: what was cut, what was added, what was claimed before."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from desk.cli import main
from store.ledger import now
from store.store import open_store
from store.visits import Visit, Visits
from tests.desk.samples import HOSTILE, article, figure, keep

if TYPE_CHECKING:
    from pathlib import Path

URL = "http://eltamarindo.example/2026/03/05/count/"
FIRST = "Observatorio Ceiba counted 1,184 political prisoners."
SECOND = "Observatorio Ceiba counted 1,148 political prisoners."
STAYS = "It counts every month."


def run(db: Path, *arguments: str) -> Any:
    return CliRunner().invoke(main, ["revisions", *arguments, "--db", str(db)])


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    db = tmp_path / "a.db"
    before = article(URL, "A count", [FIRST, STAYS, "A hospital confirmed it."])
    keep(db, before, [figure(before, FIRST, 1184)])
    after = article(URL, "A count", [SECOND, STAYS, f"More {HOSTILE} later."])
    keep(db, after, [figure(after, SECOND, 1148)], fetched="2026-03-07T03:00:00Z")
    said = article("http://lamanigua.example/d/1772700000_1.html", "Otra", ["Uno."], modified="2026-03-05T13:00:00Z")
    keep(db, said, [])
    again = article(said.url, "Otra", ["Uno.", "Dos."], modified="2026-03-06T13:00:00Z")
    keep(db, again, [], fetched="2026-03-08T03:00:00Z")
    return db


def test_a_diff_that_can_be_read(changed: Path) -> None:
    shown = run(changed)
    assert shown.exit_code == 0, shown.output
    assert "Observatorio Ceiba counted [-1,184-] {+1,148+} political prisoners." in shown.stdout
    assert "[-A hospital confirmed it.-]" in shown.stdout
    assert STAYS not in shown.stdout, "what stands as it stood is not shown"
    assert f"claimed before: “{FIRST}”" in shown.stdout
    assert "changed without a word" in shown.stdout
    assert "\x1b[31m" not in shown.stdout
    assert "<script>" not in run(changed, "--format", "md").stdout


def test_by_article_outlet_and_period(changed: Path) -> None:
    def urls(*arguments: str) -> list[str]:
        return [row["outlet"] for row in json.loads(run(changed, "--format", "json", *arguments).stdout)]

    assert urls() == ["lamanigua", "eltamarindo"]
    assert urls("--silent") == urls(URL) == urls("--outlet", "eltamarindo") == ["eltamarindo"]
    assert urls("--since", "2026-03-08") == ["lamanigua"]
    assert urls("--until", "2026-03-07") == ["eltamarindo"]
    assert urls("--limit", "1") == ["lamanigua"]
    nothing = run(changed, "--since", "2027")
    assert (nothing.exit_code, "no article was changed" in nothing.stderr) == (1, True)


def test_what_was_taken_down_is_told(changed: Path) -> None:
    with open_store(changed) as store:
        Visits(store).keep(Visit(URL, now(), 410, URL))
    assert "taken down, seen" in run(changed).stdout
    assert [row["kind"] for row in json.loads(run(changed, "--format", "json").stdout)] == [
        "changed",
        "changed",
        "gone",
    ]
