"""Which forms of a name name one person."""

from __future__ import annotations

import pytest

from store.people import display, fold_person, resolve, shortens


@pytest.mark.parametrize(
    ("short", "full", "may"),
    [
        ("Ana Ruiz", "Ana Ruiz Peña", True),
        ("Ana Ruiz", "Ana María Ruiz Peña", True),
        ("Ana María Ruiz", "Ana María Ruiz Peña", True),
        ("Ana de la Torre", "Ana Luz de la Torre Gil", True),
        ("Ana R. Peña", "Ana Ruiz Peña", True),
        ("Ana María", "Ana María Ruiz Peña", False),
        ("Ana", "Ana Ruiz", False),
        ("Ruiz Peña", "Ana Ruiz Peña", False),
        ("Ana Peña Ruiz", "Ana Ruiz Peña", False),
        ("Eva Ruiz", "Ana Ruiz Peña", False),
        ("Ana Ruiz Soler", "Ana Ruiz Peña", False),
    ],
)
def test_a_shorter_form_joins_the_only_fuller_one(short, full, may):
    form, other = fold_person(short), fold_person(full)
    assert (resolve(form, {other} if shortens(form, other) else set()) == other) is may


def test_a_form_short_for_two_people_stands_alone():
    assert resolve("ana ruiz", {"ana ruiz pena", "ana ruiz soler"}) == "ana ruiz"
    assert resolve("ana ruiz", {"ana ruiz pena", "ana luz ruiz pena"}) == "ana luz ruiz pena"


def test_folding_and_display():
    assert fold_person('Leo "El Faro" O\'Mar Peña') == fold_person("LEO O’MAR PENA") == "leo o mar pena"
    assert fold_person("“El Faro”") == "el faro"
    assert display(["Ana Pena", "ANA PEÑA", "Ana Peña"]) == "Ana Peña"
