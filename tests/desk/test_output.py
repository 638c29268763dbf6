"""Rows for people and programs: what a spreadsheet, a Markdown reader and a terminal make of hostile text."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.output import as_csv, as_markdown, cell, write
from tests.desk.samples import HOSTILE


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1"])
def test_no_cell_runs_as_a_formula(text: str) -> None:
    assert str(cell(text)).startswith("'")


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]))))
def test_csv_gives_back_every_cell(texts: list[str]) -> None:
    table = as_csv([{"a": text, "b": 1} for text in texts], ["a", "b"])
    rows = list(csv.reader(io.StringIO(table, newline="")))
    assert rows[0] == ["a", "b"]
    assert [row[0].removeprefix("'") for row in rows[1:]] == [
        text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n").removeprefix("'") for text in texts
    ]


def test_numbers_stay_numbers_in_csv() -> None:
    assert as_csv([{"a": -1.5, "b": None}], ["a", "b"]) == "a,b\n-1.5,\n"


def test_markdown_cells_hold_no_markup() -> None:
    table = as_markdown([{"A": HOSTILE}])
    assert len(table.splitlines()) == 3
    assert "<script>" not in table
    assert "\x1b" not in table
    assert r"\|" in table


def test_json_lines_are_one_a_row(capsys: pytest.CaptureFixture[str]) -> None:
    write([{"a": "x\ny"}, {"a": HOSTILE}], "jsonl", ["a"], lambda row: row)
    lines = capsys.readouterr().out.splitlines()
    assert [json.loads(line)["a"] for line in lines] == ["x\ny", HOSTILE]


def test_a_table_in_a_pipe_is_one_line_a_row_without_codes(capsys: pytest.CaptureFixture[str]) -> None:
    write([{"a": HOSTILE + " long" * 200}, {"a": "x\ny"}], "table", ["a"], lambda row: {"A": row["a"]})
    out = capsys.readouterr().out
    assert len(out.splitlines()) == 3
    assert "\x1b" not in out
    assert "[bold]x[/bold]" in out
