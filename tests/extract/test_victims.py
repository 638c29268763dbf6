"""Victims of events who are not named beside them: pronouns, parted predicates, groups told of before. All invented."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from extract.reading import Reading

    Read = Callable[..., Reading]


def told(reading: Reading) -> list[tuple[str | None, tuple[str, ...], str | None]]:
    return [(s.event, s.who, s.hedge) for s in reading.statements if s.kind == "event"]


@pytest.mark.parametrize(
    ("language", "text", "last"),
    [
        (
            "en",
            "Yamilka Torrens was arrested on March 3. Her editor, Mario Quesada, lives in Madrid. A court gave her "
            "four years in prison.",
            ("sentence", ("Yamilka Torrens",), "asserted"),
        ),
        (
            "en",
            "The dissident Ariel Cobas was arrested on the runway, according to its coordinator, Tomás Veliz. "
            "The ministry denied that it had detained him.",
            ("arrest", ("Ariel Cobas",), "denied"),
        ),
        (
            "es",
            "El opositor Ariel Cobas fue arrestado en la pista, según el abogado Tomás Veliz. "
            "El lunes fue trasladado a Kilo 8.",
            ("transfer", ("Ariel Cobas",), "asserted"),
        ),
    ],
)
def test_a_pronoun_means_one_told_of_rather_than_who_tells(
    read: Read, language: str, text: str, last: tuple[str, tuple[str, ...], str]
) -> None:
    assert told(read(language, text))[-1] == last
