"""Fact sheets: everything is cited, nothing hostile lives, the same question gives the same bytes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner

from desk.cli import main
from desk.factsheet.build import Asked, build
from desk.factsheet.question import interpret
from desk.factsheet.render import as_html, as_markdown
from store.store import open_store
from tests.desk.samples import article, figure, keep

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

    from desk.factsheet.model import Sheet


def sheet_of(db: Path, question: str = "political prisoners", **limits: str) -> Sheet:
    with open_store(db, read_only=True) as store:
        sheet = build(store, Asked(question, **limits), "1.0")
    assert sheet is not None
    return sheet


def page_of(db: Path, question: str = "political prisoners") -> BeautifulSoup:
    return BeautifulSoup(as_html(sheet_of(db, question)), "lxml")


def run(db: Path, *arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["factsheet", *map(str, arguments), "--db", str(db)])


def test_what_is_on_the_sheet(db: Path) -> None:
    sheet = sheet_of(db)
    figures = {line.amount: line for measure in sheet.measures for line in measure.lines}
    assert set(figures) == {"1,184", "1,167", "691", "553"}
    assert figures["553"].hedge == "planned"
    assert figures["1,184"].said_by == ("Observatorio Ceiba",)
    assert [line.said for line in sheet.timeline] == ["Arrest: Marisela Quintero"]
    assert sheet.timeline[0].independent == 2
    assert [line.quote for line in sheet.quotes] == ["We know every one of these names"]
    assert ("contradiction", {"691", "1,184"}) in [(d.kind, {d.left.amount, d.right.amount}) for d in sheet.disputes]
    assert (sheet.articles, sheet.outlets, sheet.as_of) == (3, 3, "2026-03-06T03:00:00Z")
    assert sheet.left_out.doubtful == 1
    assert {line.amount for line in sheet.lede} == {"1,184", "691"}


def test_a_doubtful_claim_is_left_out_and_counted(db: Path) -> None:
    text = page_of(db).get_text()
    assert "3,000" not in text
    assert "1 below a confidence of 50%" in text


def test_every_line_is_cited_and_every_citation_leads_to_a_source(db: Path) -> None:
    page = page_of(db)
    lines = page.select(".line, .dispute > div, .quote, .cards > div, tbody tr")
    assert len(lines) > 10
    for line in lines:
        links = [str(a["href"]) for a in line.select("a[href^='#s']")]
        assert links, line
        assert all(page.select_one(link.replace("#", "li#")) for link in links)
    sources = page.select(".sources li")
    assert [li["id"] for li in sources] == [f"s{n}" for n in range(1, 4)]
    for source in sources:
        assert "sha256:" in source.get_text()
        assert "accessed 6 March 2026, 03:00 UTC" in " ".join(source.get_text().split())


def test_each_cited_sentence_stands_in_the_article_it_cites(db: Path) -> None:
    sheet = sheet_of(db)
    with open_store(db, read_only=True) as store:
        texts = dict(store.conn.execute("SELECT id, text FROM articles").fetchall())
    lines = [*(line for m in sheet.measures for line in m.lines), *sheet.timeline, *sheet.quotes]
    for line in lines:
        assert line.cited
        for citation in line.cited:
            assert citation.sentence in texts[citation.article]


def test_a_promise_is_marked_wherever_it_stands(db: Path) -> None:
    page = page_of(db)
    for drawing in page.find_all("svg"):
        drawing.decompose()
    amounts = page.find_all(string=re.compile(r"^\s*553\s*$"))
    assert len(amounts) > 1
    for amount in amounts:
        row = amount.find_parent(class_=["line", "dispute"]) or amount.find_parent("tr")
        assert row is not None
        assert "promised or planned" in row.get_text()
    assert "**(promised or planned)**" in as_markdown(sheet_of(db))


def test_the_chart_shows_who_counted_and_has_words_and_a_table(db: Path) -> None:
    sheet = sheet_of(db)
    assert sheet.chart is not None
    assert {p.series for p in sheet.chart.points} == {"Observatorio Ceiba", "Ministry of Justice", "the government"}
    assert "lowest 553" in sheet.chart.words
    for drawing in (sheet.chart.wide, sheet.chart.narrow):
        root = ET.fromstring(drawing)
        assert "width" not in root.attrib
        words = " ".join(root.itertext())
        assert "1,184" in words
        assert "Ministry of Justice" in words
    page = page_of(db)
    assert str(page.select_one(".drawing")["aria-label"]) == sheet.chart.words  # type: ignore[index]
    assert len(page.select("figure tbody tr")) == len(sheet.chart.points)


def test_the_chart_keeps_to_one_place(db: Path) -> None:
    said = "In Holguín alone Observatorio Ceiba counted 97 political prisoners on February 28."
    local = article("http://radiofaro.example/en/a/holguin/39990.html", "Holguín", [said])
    keep(db, local, [figure(local, said, 97, date="2026-02-28", place="Holguín", said_by="Observatorio Ceiba")])
    country = "Across Cuba 1,190 political prisoners were counted on March 31."
    whole = article("http://radiofaro.example/en/a/cuba/39991.html", "Cuba", [country])
    again = article("http://eltamarindo.example/2026/04/01/cuba/", "Todo el país", [country])
    for each in (whole, again):
        keep(db, each, [figure(each, country, 1190, date="2026-03-31", place="Cuba", said_by="Red Almendro")])
    sheet = sheet_of(db)
    assert sheet.chart is not None
    assert 97 not in [point.line.value for point in sheet.chart.points]
    elsewhere = [line.amount for measure in sheet.measures if measure.elsewhere for line in measure.lines]
    assert elsewhere == ["97"]


def test_hostile_text_stays_text(hostile: Path) -> None:
    html = as_html(sheet_of(hostile))
    page = BeautifulSoup(html, "lxml")
    assert not page.find_all(["script", "img", "iframe", "object", "link", "base"])
    assert "&lt;script&gt;" in html
    assert "\x1b" not in html
    for tag in page.find_all(True):
        assert not any(name.startswith("on") for name in tag.attrs)
        for name in ("href", "src", "xlink:href"):
            assert str(tag.get(name, "#")).startswith(("#", "http://", "https://"))
    assert "javascript:" not in html
    assert "No public address" in page.get_text()
    text = as_markdown(sheet_of(hostile))
    assert "<script>" not in text
    assert "\x1b" not in text


def test_nothing_is_fetched_from_anywhere(db: Path) -> None:
    html = as_html(sheet_of(db))
    assert "default-src 'none'" in html
    assert not re.search(r"url\(|@import|src=", html)


def test_the_same_question_gives_the_same_bytes(db: Path, tmp_path: Path) -> None:
    for suffix in ("html", "md"):
        first, second = tmp_path / f"a.{suffix}", tmp_path / f"b.{suffix}"
        for output in (first, second):
            assert run(db, "political prisoners", "-o", output).exit_code == 0
        assert first.read_bytes() == second.read_bytes()


def test_either_language_asks_for_the_same_measure(db: Path) -> None:
    english, spanish = sheet_of(db), sheet_of(db, "presos políticos")
    assert english.measures == spanish.measures
    assert english.chart == spanish.chart


def test_a_question_may_name_somebody(db: Path) -> None:
    sheet = sheet_of(db, "Marisela Quintero")
    assert [line.said for line in sheet.timeline] == ["Arrest: Marisela Quintero"]
    assert not sheet.measures
    assert sheet.chart is None


def test_a_question_may_be_a_kind_of_event(db: Path) -> None:
    for question in ("arrests", "arrestos"):
        sheet = sheet_of(db, question)
        assert [line.said for line in sheet.timeline] == ["Arrest: Marisela Quintero"]
        assert sheet.understood == "Events and figures of arrests, in English and Spanish."


@pytest.mark.parametrize(
    ("question", "measure", "place"),
    [
        ("political prisoners", "political prisoners", None),
        ("Prisioneros  políticos", "political prisoners", None),
        ("political prisoners in Holguín", "political prisoners", "Holguín"),
        ("presos políticos en Holguín", "political prisoners", "Holguín"),
        ("the weather in June", None, None),
        ('a "quoted', None, None),
    ],
)
def test_how_a_question_is_read(question: str, measure: str | None, place: str | None) -> None:
    meaning = interpret(question)
    assert meaning.measure == measure
    assert (meaning.place is None) == (place is None)


def test_a_question_without_an_answer_writes_nothing(db: Path, tmp_path: Path) -> None:
    output = tmp_path / "none.html"
    for question in ("the weather on the moon", "", "*", '"'):
        result = run(db, question, "-o", output)
        assert result.exit_code == 1, result.output
        assert "no claim answers" in result.stderr
        assert not output.exists()


def test_limits_are_said_on_the_sheet(db: Path) -> None:
    sheet = sheet_of(db, outlet="radiofaro", since="2026-01")
    assert {line.amount for m in sheet.measures for line in m.lines} == {"691", "553"}
    text = BeautifulSoup(as_html(sheet), "lxml").get_text()
    assert "From January 2026 to now." in text
    assert "As published by radiofaro." in text


def test_an_output_that_cannot_be_written(db: Path, tmp_path: Path) -> None:
    assert run(db, "political prisoners", "-o", tmp_path / "sheet.pdf").exit_code == 2
    result = run(db, "political prisoners", "-o", tmp_path / "nowhere" / "sheet.html")
    assert result.exit_code == 2
    assert "cannot be written" in result.stderr
