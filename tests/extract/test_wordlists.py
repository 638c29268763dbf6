"""The data files that statements are read with are well-formed, and are read as they say."""

from __future__ import annotations

from importlib import resources
from typing import get_args

import pytest

from extract.article import LANGUAGES
from extract.reading import EventKind, Hedge
from extract.wordlists import Trigger, VictimSlot, hedges, people_nouns, roles, triggers

FILES = ("events.tsv", "hedges.tsv", "roles.tsv", "people.tsv")
HEDGES = {*get_args(Hedge), "demanded", "ongoing"}


def lines_of(name: str) -> list[str]:
    text = resources.files("extract").joinpath(f"data/{name}").read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def rows_of(name: str) -> list[list[str]]:
    return [line.split("\t") for line in lines_of(name)]


@pytest.mark.parametrize("name", FILES)
def test_every_line_has_all_columns_filled_and_none_comes_twice(name: str) -> None:
    header, *rows = rows_of(name)
    assert rows
    assert {len(row) for row in rows} == {len(header)}
    assert all(cell == cell.strip() and cell for row in rows for cell in row)
    assert len(set(map(tuple, rows))) == len(rows)


@pytest.mark.parametrize("name", FILES)
def test_words_are_in_lower_case_and_none_is_empty_or_twice_in_a_cell(name: str) -> None:
    for row in rows_of(name)[1:]:
        for cell in row:
            words = [word.strip() for word in cell.split("|")]
            assert all(words), cell
            assert len(set(words)) == len(words), cell
            assert all(word == word.lower() or word.split()[-1] == "Cuba" for word in words), cell


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_event_has_words_in_each_language(language: str) -> None:
    found = [t for listed in triggers(language).values() for t in listed]
    assert {t.event for t in found} == set(get_args(EventKind))
    assert {t.form for t in found} <= {"verb", "noun", "phrase", "term"}
    assert {t.victim for t in found} <= set(get_args(VictimSlot))
    assert all(t.victim in {"of", "subject"} for t in found if t.form == "noun")
    assert all(len(t.words) > 1 for t in found if t.form == "phrase")
    assert all(len(t.words) == 1 for t in found if t.form in {"verb", "term"})


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_triggers_with_one_first_word_the_longest_comes_first(language: str) -> None:
    for first, listed in triggers(language).items():
        assert all(t.words[0] == first for t in listed)
        assert [len(t.words) for t in listed] == sorted((len(t.words) for t in listed), reverse=True)


def test_a_trigger_is_read_with_all_its_words() -> None:
    assert Trigger("arrest", "verb", "object", ("detener",)) in triggers("es")["detener"]
    assert Trigger("release", "phrase", "object", ("set", "free")) in triggers("en")["set"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_hedge_words_name_known_hedges_in_every_form(language: str) -> None:
    forms = ("auxiliary", "adverb", "governor", "argument", "limit", "occurring")
    for form in forms:
        found = hedges(language, form)
        assert set(found.values()) <= HEDGES - {"asserted"}
    assert {row[2] for row in rows_of("hedges.tsv")[1:]} == set(forms)
    assert set(hedges(language, "governor").values()) >= {"possible", "planned", "denied", "demanded"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_roles_and_people_are_single_words(language: str) -> None:
    assert all(" " not in word for word in people_nouns(language))
    assert {"lawyer", "relative", "authority", "body"} <= {r for found in roles(language).values() for r in found}


def test_words_for_one_role_can_stand_for_each_other_across_gender_and_language() -> None:
    assert roles("es")["abogada"] & roles("es")["letrado"] & roles("en")["lawyer"]
    assert not roles("es")["madre"] & roles("es")["abogado"]
