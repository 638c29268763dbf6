"""Laws of reading that hold for any text, and how long texts and unreadable ones are dealt with."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from extract import reader as reader_module
from extract.article import Article
from extract.reader import Reader, UnreadableLanguage, windows

if TYPE_CHECKING:
    from collections.abc import Callable

    from extract.reading import Reading

    Read = Callable[..., Reading]

FRAGMENTS = (
    "Nelia Ponce", "Rubén Alcázar", "el Observatorio Ceiba", "Radio Faro", "Holguín", "la prisión de Agüica", "police",
    "arrested", "fue detenida", "was sentenced to", "seis años de prisión", "dijo", "said", "according to", "según",
    "«No nos vamos a callar nunca»", "“We will not be silent”", "40 presos políticos", "more than 52 prisoners",
    "el 3 de marzo de 2026", "on Monday", "de 34 años", "34,", "no", "will be", "released", ",", ".", ";", ":", "\n",
    "—", "(", ")", "she", "su", "que", "\u200b", "\u00a0", "🙂", "e\u0301", '"', "’s", "\x00", "\r", "\ufeff", "\u202e",
)  # fmt: skip
TEXTS = st.one_of(
    st.text(alphabet=st.characters(codec=None), max_size=80),
    st.lists(st.sampled_from(FRAGMENTS), max_size=24).map(" ".join),
    st.lists(st.sampled_from(FRAGMENTS), max_size=24).map("".join),
)
ARTICLE = {
    "en": "Police arrested Nelia Ponce in Holguín on March 3, 2026. She is 34 years old.\n"
    "“We will not be silent about this,” said Rubén Alcázar. The Observatorio Ceiba counted 40 political prisoners.",
    "es": "La policía detuvo a Nelia Ponce en Holguín el 3 de marzo de 2026. Tiene 34 años.\n"
    "«No nos vamos a callar ante esto», dijo Rubén Alcázar. El Observatorio Ceiba contó 40 presos políticos.",
}


def check_offsets(text: str, reading: Reading) -> None:
    text = re.sub("[\ud800-\udfff]", "\ufffd", text)
    for mention in (*reading.names, *reading.figures, *reading.dates):
        assert 0 <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.text
    for figure in reading.figures:
        assert figure.start <= figure.number_start < figure.number_end <= figure.end
    for statement in reading.statements:
        assert statement.start < statement.end
        assert text[statement.start : statement.end] == statement.sentence
        assert statement.quote is None or statement.quote in statement.sentence


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(TEXTS, st.sampled_from(["en", "es"]))
@example("", "en")
@example("\n \t\n", "es")
@example("\x00\x07\x1b[31m", "en")
@example("Police arrested Nelia Ponce \ud83d in Holguín.", "en")
def test_any_text_is_read_and_every_offset_points_at_its_text(read: Read, text: str, language: str) -> None:
    reading = read(language, text)
    check_offsets(text, reading)
    for statement in reading.statements:
        assert 0 < statement.confidence <= 1
        assert (statement.kind == "quote") == (statement.quote is not None) == (statement.hedge is None)
        assert (statement.kind == "event") == (statement.event is not None)
        assert statement.kind != "event" or statement.who
        assert (statement.kind == "figure") == (statement.measure is not None)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=24).map(" ".join), st.sampled_from(["en", "es"]))
def test_whoever_a_statement_names_is_named_in_the_text_or_told_in_its_words(
    read: Read, text: str, language: str
) -> None:
    reading = read(language, text)
    entities = {n.entity for n in reading.names}
    for statement in reading.statements:
        for person in (*statement.who, *filter(None, (statement.said_by, statement.agent))):
            assert person in entities or person in text


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_people_of_an_ordinary_article_are_entities_of_its_reading(read: Read, language: str) -> None:
    reading = read(language, ARTICLE[language])
    entities = {n.entity for n in reading.names}
    assert {s.kind for s in reading.statements} == {"event", "figure", "quote"}
    for statement in reading.statements:
        assert entities.issuperset(statement.who)
        assert statement.said_by is None or statement.said_by in entities


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=24).map(" ".join), st.sampled_from(["en", "es"]))
def test_a_reading_does_not_depend_on_what_was_read_before(read: Read, before: str, language: str) -> None:
    alone = Reader().read(Article("http://lamanigua.example/b", "lamanigua", "", ARTICLE[language], language))
    read(language, before)
    assert read(language, ARTICLE[language], published=None) == alone


def test_statements_come_in_the_order_of_the_text(read: Read) -> None:
    statements = read("en", ARTICLE["en"]).statements
    assert [s.start for s in statements] == sorted(s.start for s in statements)


@given(st.text(alphabet="ab \n\tñ", max_size=60), st.integers(min_value=2, max_value=20))
def test_windows_cover_the_text_without_overlap(text: str, size: int) -> None:
    found = list(windows(text, size=size))
    assert "".join(text[a:b] for a, b in found) == text
    assert all(0 < b - a <= size for a, b in found)
    assert all(first[1] == second[0] for first, second in pairwise(found))


def test_windows_are_cut_between_paragraphs_and_else_between_words() -> None:
    assert list(windows("one two\nthree four\nfive", size=12)) == [(0, 7), (7, 18), (18, 23)]
    text = "alpha beta gamma delta"
    assert [text[a:b].strip() for a, b in windows(text, size=12)] == ["alpha beta", "gamma delta"]
    assert list(windows("x" * 25, size=10)) == [(0, 10), (10, 20), (20, 25)]
    assert list(windows("", size=10)) == []


def test_a_text_longer_than_the_window_is_read_to_its_end(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "\n".join(f"Police arrested Nelia Ponce in Holguín on March {day}, 2026." for day in range(1, 9))
    assert len(text) < reader_module.WINDOW
    whole = read("en", text)
    monkeypatch.setattr(reader_module, "windows", lambda text: windows(text, size=150))
    parts = read("en", text)
    check_offsets(text, parts)
    assert len(parts.statements) == 8
    assert [(s.start, s.end, s.date) for s in parts.statements] == [(s.start, s.end, s.date) for s in whole.statements]
    assert parts.names == whole.names


@pytest.mark.parametrize("language", [None, "", "fr", "pt-BR", "und"])
def test_another_language_is_refused_with_the_address(read: Read, language: str | None) -> None:
    with pytest.raises(UnreadableLanguage, match=r"http://eltamarindo\.example/a: language .* cannot be read"):
        read(language, "Bonjour.")


@pytest.mark.parametrize("tag", ["es-CU", "es_419", "ES"])
def test_a_region_in_the_language_tag_makes_no_difference(read: Read, tag: str) -> None:
    reading = read(tag, ARTICLE["es"])
    assert reading.language == "es"
    assert reading.statements == read("es", ARTICLE["es"]).statements


def test_a_reading_names_what_it_was_read_with_and_carries_the_warnings_on(reader: Reader) -> None:
    article = Article("http://radiofaro.example/c", "radiofaro", "", "", "en", warnings=("The date is impossible.",))
    reading = reader.read(article)
    assert reading.warnings == ("The date is impossible.",)
    assert reading.reader == reader.version("en") != reader.version("es")
    assert (reading.names, reading.figures, reading.dates, reading.statements) == ((), (), (), ())
