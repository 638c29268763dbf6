"""Asking on the command line: what each command prints, and how it ends."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from desk.cli import COMMANDS, main
from tests.desk.samples import HOSTILE

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_every_command_has_help_with_an_example() -> None:
    for name in COMMANDS:
        result = run(name, "--help")
        assert result.exit_code == 0, result.output
        assert "Example" in result.output, name
        assert f"constancia {name}" in result.output, name


def test_claims_answers_in_a_table(db: Path) -> None:
    result = run("claims", "political prisoners", "--kind", "figure", "--min-confidence", "0.5", "--db", db)
    assert result.exit_code == 0, result.output
    assert "1,184 political prisoners" in result.stdout
    assert "553 political prisoners [promised or planned]" in result.stdout
    assert "3,000" not in result.stdout


def test_claims_in_spanish_finds_the_measure(db: Path) -> None:
    result = run("claims", "--measure", "presos políticos", "--format", "json", "--db", db)
    assert {row["value"] for row in json.loads(result.stdout)} == {1184, 1167, 691, 553, 3000}


@pytest.mark.parametrize(
    ("options", "values"),
    [
        (["--said-by", "Ministry of Justice"], {691}),
        (["--outlet", "eltamarindo"], {1184, 1167}),
        (["--hedge", "planned"], {553}),
        (["--since", "2026-03-06"], set()),
        (["--until", "2026-03-05", "--outlet", "radiofaro"], {691, 553, 3000}),
    ],
)
def test_options_narrow(db: Path, options: list[str], values: set[float]) -> None:
    result = run("claims", "--kind", "figure", *options, "--format", "jsonl", "--db", db)
    assert {json.loads(line)["value"] for line in result.stdout.splitlines()} == values
    assert result.exit_code == (0 if values else 1)


def test_csv_carries_claims_with_their_sources(db: Path) -> None:
    result = run("claims", "--kind", "event", "--format", "csv", "--db", db)
    (row,) = csv.DictReader(io.StringIO(result.stdout))
    assert row["who"] == "Marisela Quintero"
    assert row["outlets"] == "eltamarindo; lamanigua"
    assert row["urls"].split() == [
        "http://eltamarindo.example/2026/03/05/count/",
        "http://lamanigua.example/derechos/1772700000_5123.html",
    ]


def test_the_limit_says_that_there_is_more(db: Path) -> None:
    result = run("claims", "--limit", "2", "--format", "jsonl", "--db", db)
    assert len(result.stdout.splitlines()) == 2
    assert "more than 2" in result.stderr


def test_claim_shows_every_sentence_with_article_and_capture(db: Path) -> None:
    (claim,) = json.loads(run("claims", "--kind", "event", "--format", "json", "--db", db).stdout)
    result = run("claim", claim["id"][:8], "--db", db)
    assert result.exit_code == 0, result.output
    for words in ("was arrested in Bayamo", "fue detenida en Bayamo", "Idania Ruz", "urn:uuid:", "sha256:"):
        assert words in result.stdout
    record = json.loads(run("claim", claim["id"], "--format", "json", "--db", db).stdout)
    assert [s["language"] for s in record["statements"]] == ["en", "es"]


def test_claim_that_does_not_exist(db: Path) -> None:
    result = run("claim", "nothing", "--db", db)
    assert (result.exit_code, result.stderr) == (1, "constancia: there is no claim nothing\n")


def test_disputes_show_both_sides(db: Path) -> None:
    result = run("disputes", "--kind", "contradiction", "--format", "json", "--db", db)
    sides = [{row["left_says"], row["right_says"]} for row in json.loads(result.stdout)]
    assert {"1,184 political prisoners", "691 political prisoners"} in sides


def test_articles_and_outlets(db: Path) -> None:
    articles = json.loads(run("articles", "--outlet", "lamanigua", "--format", "json", "--db", db).stdout)
    assert [(a["title"], a["claims"], a["version"]) for a in articles] == [("Detenida en Bayamo", 1, 1)]
    assert run("articles", "--unread", "--db", db).exit_code == 1
    outlets = json.loads(run("outlets", "--format", "json", "--db", db).stdout)
    assert {o["outlet"]: o["articles"] for o in outlets}["eltamarindo"] == 1


def test_verify_is_content_with_a_sound_store(db: Path) -> None:
    result = run("verify", "--db", db)
    assert (result.exit_code, result.stdout) == (0, "Every claim stands.\n")


def test_verify_tells_a_lost_capture(db: Path) -> None:
    next(db.with_suffix(".captures").iterdir()).unlink()
    result = run("verify", "--db", db)
    assert result.exit_code == 1
    assert "missing" in result.stdout


@pytest.mark.parametrize("command", ["claims", "disputes", "articles", "verify"])
def test_asking_makes_no_database(tmp_path: Path, command: str) -> None:
    result = run(command, "--db", tmp_path / "none.db")
    assert result.exit_code == 2
    assert "does not exist" in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert not list(tmp_path.iterdir())


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    file = tmp_path / "notes.db"
    file.write_text("not a database, only some words about one, and then a few more of them" * 20)
    result = run("claims", "--db", file)
    assert result.exit_code == 2
    assert "notes.db" in result.stderr
    assert "Traceback" not in result.output


@pytest.mark.parametrize("date", ["yesterday", "2026-13", "2026-02-30", "03/05/2026"])
def test_a_date_that_is_none(db: Path, date: str) -> None:
    result = run("claims", "--since", date, "--db", db)
    assert result.exit_code == 2
    assert "is no date" in result.stderr


@pytest.mark.parametrize("command", [["claims"], ["disputes"], ["articles"], ["claims", "--format", "md"], ["outlets"]])
def test_hostile_text_is_only_text(hostile: Path, command: list[str]) -> None:
    out = run(*command, "--db", hostile).stdout
    assert "\x1b" not in out
    assert ("[31mred" in out) == (command[0] in ("claims", "articles"))
    for line in csv.reader(io.StringIO(run("articles", "--format", "csv", "--db", hostile).stdout)):
        assert not any(field.startswith(("=", "+", "-", "@")) for field in line)


def test_hostile_claim_is_shown_as_it_is(hostile: Path) -> None:
    (claim,) = json.loads(
        run("claims", "--outlet", "=evil", "--kind", "figure", "--format", "json", "--db", hostile).stdout
    )
    out = run("claim", claim["id"], "--db", hostile).stdout
    assert "\x1b" not in out
    assert "[bold]x[/bold]" in out
    assert HOSTILE in json.loads(run("claim", claim["id"], "--format", "json", "--db", hostile).stdout)["said_by"]


def test_unknown_command_and_debug(db: Path) -> None:
    assert run("nonsense").exit_code == 2
    assert run("--version").exit_code == 0
