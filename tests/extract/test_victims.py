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


@pytest.mark.parametrize(
    ("language", "text", "who"),
    [
        (
            "en",
            "The court sentenced Nelia Ponce to seven years and Rubén Alcázar, a fisherman, to six.",
            "Rubén Alcázar",
        ),
        ("en", "A court sentenced Nelia Ponce to seven years and fisherman Rubén Alcázar to six.", "Rubén Alcázar"),
        ("es", "El tribunal condenó a Nelia Ponce a siete años y a Rubén Alcázar a seis.", "Rubén Alcázar"),
        ("es", "El tribunal condenó a siete años a Nelia Ponce y a seis al pescador Rubén Alcázar.", "Rubén Alcázar"),
    ],
)
def test_a_penalty_whose_verb_is_left_out_is_told_too(read: Read, language: str, text: str, who: str) -> None:
    first, second = told(read(language, text))
    assert first == ("sentence", ("Nelia Ponce",), "asserted")
    assert second == ("sentence", (who,), "asserted")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Nelia Ponce and Rubén Alcázar were detained on Monday. The two were charged with sedition."),
        ("en", "Nelia Ponce and Rubén Alcázar were detained on Monday. Both were charged with sedition."),
        ("es", "Nelia Ponce y Rubén Alcázar fueron detenidos el lunes. Los dos fueron acusados de sedición."),
        ("es", "Nelia Ponce y Rubén Alcázar fueron detenidos el lunes. Ambos fueron acusados de sedición."),
    ],
)
def test_the_two_are_those_named_together_before(read: Read, language: str, text: str) -> None:
    assert ("charge", ("Nelia Ponce", "Rubén Alcázar"), "asserted") in told(read(language, text))


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        ("en", "Nelia Ponce and Rubén Alcázar were detained on Monday. No one has been charged.", "charge"),
        ("en", "Nelia Ponce and Rubén Alcázar were detained on Monday. Neither has been tried.", "trial"),
        ("es", "Nelia Ponce y Rubén Alcázar fueron detenidos el lunes. Ninguno ha sido juzgado.", "trial"),
        ("es", "Nelia Ponce y Rubén Alcázar fueron detenidos el lunes. Nadie ha sido acusado.", "charge"),
    ],
)
def test_what_befell_none_of_them_is_denied(read: Read, language: str, text: str, kind: str) -> None:
    assert told(read(language, text))[-1] == (kind, ("Nelia Ponce", "Rubén Alcázar"), "denied")


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        ("en", "Rubén Alcázar, whom nobody has seen since Tuesday, is the son of a pastor.", "disappearance"),
        ("en", "Rubén Alcázar, whose whereabouts are unknown, is the son of a pastor.", "disappearance"),
        ("es", "Rubén Alcázar, a quien nadie ha visto desde el martes, es hijo de un pastor.", "disappearance"),
        ("es", "Nelia Ponce lleva 20 días sin probar alimentos.", "hunger_strike"),
        ("es", "Nelia Ponce está en huelga de hambre desde el lunes.", "hunger_strike"),
    ],
)
def test_a_negation_that_tells_of_the_event_denies_nothing(read: Read, language: str, text: str, kind: str) -> None:
    (event,) = told(read(language, text))
    assert (event[0], event[2]) == (kind, "asserted")


def test_somebody_unnamed_who_tells_what_befell_him_is_no_one_named_before(read: Read) -> None:
    text = "Rubén Alcázar fue detenido el lunes. Un vecino aseguró que fue golpeado por agentes."
    assert ("assault", ("Rubén Alcázar",), "asserted") not in told(read("es", text))


def test_people_counted_by_a_predicate_or_a_bare_number(read: Read) -> None:
    text = "Son 58 los activistas sentenciados en Cienfuegos desde 2021, según Cubalex."
    assert told(read("es", text)) == [("sentence", ("58 activistas",), "asserted")]


@pytest.mark.parametrize(
    ("language", "text", "event"),
    [
        (
            "en",
            "Cubalex received a list of 24 prisoners whom Cuba says it will free.",
            ("release", ("24 prisoners",), "planned"),
        ),
        ("en", "By Cubalex's count 19 prisoners were let go in May.", ("release", ("19 prisoners",), "asserted")),
        ("en", "Dozens were locked up again, Cubalex said.", ("imprisonment", ("Dozens",), "asserted")),
        ("es", "La policía se llevó a nueve, dos de ellos menores, según Cubalex.", ("arrest", ("nueve",), "asserted")),
        ("es", "El lunes volvió a ser detenida Nelia Ponce.", ("arrest", ("Nelia Ponce",), "asserted")),
    ],
)
def test_people_stand_before_after_or_far_from_the_verb(
    read: Read, language: str, text: str, event: tuple[str, tuple[str, ...], str]
) -> None:
    assert event in told(read(language, text))


@pytest.mark.parametrize(
    ("language", "text", "event"),
    [
        ("en", "Among those arrested is Nelia Ponce, 23, Cubalex said.", "arrest"),
        ("en", "Nelia Ponce, a baker, was among the 12 released.", "release"),
        ("es", "Entre los detenidos está Nelia Ponce, de 23 años, según Cubalex.", "arrest"),
        ("es", "Nelia Ponce, panadera de 40 años, figura entre los condenados.", "sentence"),
    ],
)
def test_who_is_among_those_whom_something_befell_is_its_victim(
    read: Read, language: str, text: str, event: str
) -> None:
    assert told(read(language, text)) == [(event, ("Nelia Ponce",), "asserted")]
