"""Whose age, sentence or fine it is. All people are invented."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from extract.reading import Reading

    Read = Callable[..., Reading]

NELIA, RUBEN, ODALYS = "Nelia Ponce", "Rubén Alcázar", "Odalys Cepero"


def owned(reading: Reading, measure: str) -> list[tuple[float | None, tuple[str, ...]]]:
    return [(s.value, s.who) for s in reading.statements if s.kind == "figure" and s.measure == measure]


AGES = [
    ("en", f"{NELIA}, 34, was arrested in Holguín.", [(34, NELIA)]),
    ("en", f"The 34-year-old {NELIA} was arrested in Holguín.", [(34, NELIA)]),
    ("en", f"{NELIA} is 34 years old and was arrested in Holguín.", [(34, NELIA)]),
    ("en", f"{NELIA} was arrested at the age of 19.", [(19, NELIA)]),
    ("en", f"Police arrested {NELIA}, 34, a teacher, and {ODALYS}, 41, in Holguín.", [(34, NELIA), (41, ODALYS)]),
    ("en", f"{RUBEN} was arrested in Holguín with a 9-year-old boy.", [(9, "9-year-old boy")]),
    ("en", f"{NELIA} and her son, 9, were arrested in Holguín.", [(9, "her son")]),
    ("es", f"{NELIA}, de 34 años, fue detenida en Holguín.", [(34, NELIA)]),
    ("es", f"{NELIA} tiene 34 años y fue detenida en Holguín.", [(34, NELIA)]),
    ("es", f"{NELIA} fue detenida a los 19 años.", [(19, NELIA)]),
    ("es", f"{NELIA} fue detenida en mayo. Tiene 34 años.", [(34, NELIA)]),
    ("es", f"{RUBEN} (41 años) y {ODALYS} (29 años) fueron detenidos en Holguín.", [(41, RUBEN), (29, ODALYS)]),
    ("es", f"La policía arrestó a {NELIA} y a su hijo de 9 años.", [(9, "hijo")]),
]


@pytest.mark.parametrize(("language", "text", "expected"), AGES)
def test_an_age_is_of_the_one_beside_it(
    read: Read, language: str, text: str, expected: list[tuple[float, str]]
) -> None:
    assert owned(read(language, text), "age") == [(value, (who,)) for value, who in expected]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", f"La policía detuvo a {RUBEN} y a su hijo, el menor de 9 años."),
        ("es", f"{RUBEN} fue detenido en Holguín junto al menor de 9 años."),
        ("es", f"{RUBEN} fue detenido en Holguín. El padre de {RUBEN}, de 70 años, fue golpeado."),
        ("en", f"{RUBEN} was arrested. Police beat the father of {RUBEN}, 70, in Holguín."),
        ("en", f"{RUBEN} was arrested. Police beat {RUBEN}'s father, 70, in Holguín."),
    ],
)
def test_the_age_of_a_relative_is_not_of_the_one_named(read: Read, language: str, text: str) -> None:
    for _, who in owned(read(language, text), "age"):
        assert RUBEN not in who


def test_an_age_of_nobody_in_sight_is_left_out(read: Read) -> None:
    assert owned(read("es", "El músico, de 34 años, fue detenido en Holguín el lunes."), "age") == []


TERMS = [
    ("en", f"A court sentenced {RUBEN} to six years in prison.", [(6, RUBEN)]),
    ("en", f"{RUBEN} is serving a sentence of 12 years in prison.", [(12, RUBEN)]),
    ("en", f"{RUBEN}, who is serving 12 years in prison, was beaten.", [(12, RUBEN)]),
    ("en", f"{RUBEN} was sentenced to six years and {ODALYS} to four years in prison.", [(6, RUBEN), (4, ODALYS)]),
    ("en", f"{RUBEN} was sentenced to six years in prison, said his lawyer Marta Quesada.", [(6, RUBEN)]),
    ("en", f"The lawyer Marta Quesada said that {RUBEN} was sentenced to six years in prison.", [(6, RUBEN)]),
    ("es", f"Un tribunal de Camagüey condenó a {RUBEN} a seis años de prisión.", [(6, RUBEN)]),
    ("es", f"{RUBEN} cumple una condena de 12 años en la prisión de Agüica.", [(12, RUBEN)]),
    ("es", f"{RUBEN} cumple 12 años de prisión y {ODALYS} cumple cinco años de prisión.", [(12, RUBEN), (5, ODALYS)]),
    ("es", f"{RUBEN} fue condenado a seis años de prisión, dijo su abogada Marta Quesada.", [(6, RUBEN)]),
    ("es", f"Marta Quesada, abogada de {RUBEN}, dijo que fue condenado a seis años de prisión.", [(6, RUBEN)]),
]


@pytest.mark.parametrize(("language", "text", "expected"), TERMS)
def test_a_sentence_is_of_the_convict_and_never_of_the_lawyer(
    read: Read, language: str, text: str, expected: list[tuple[float, str]]
) -> None:
    assert owned(read(language, text), "sentence") == [(value, (who,)) for value, who in expected]


@pytest.mark.parametrize(
    ("language", "text", "who"),
    [
        ("en", f"{NELIA} was fined 3,000 pesos in Holguín.", NELIA),
        ("es", f"{NELIA} fue multada con 3.000 pesos en Holguín.", NELIA),
        ("es", f"La policía arrestó a {NELIA} e impuso una multa de 3.000 pesos a {RUBEN}.", RUBEN),
        ("es", f"Las autoridades impusieron una multa de 3.000 pesos a {RUBEN} y arrestaron a {NELIA}.", RUBEN),
    ],
)
def test_a_fine_is_of_the_one_fined(read: Read, language: str, text: str, who: str) -> None:
    assert owned(read(language, text), "fine") == [(3000, (who,))]


def test_whom_it_is_about_is_doubted_where_it_was_guessed(read: Read) -> None:
    plain, guessed = (
        next(s for s in read("es", text).statements if s.measure == "sentence")
        for text in (
            f"{RUBEN} cumple 12 años de prisión.",
            f"Marta Quesada, abogada de {RUBEN}, dijo que fue condenado a 12 años de prisión.",
        )
    )
    assert plain.who == guessed.who == (RUBEN,)
    assert "person" in guessed.doubts
    assert "person" not in plain.doubts
    assert guessed.confidence < plain.confidence


def test_a_shared_surname_is_not_first_of_all_the_relatives(read: Read) -> None:
    reading = read(
        "es",
        "La policía detuvo a Heriberto Zaldívar Cuní, denunció su hermana Lucrecia Zaldívar. "
        "Zaldívar, de 41 años, fue condenado en 2022 a tres años de cárcel.",
    )
    told = {(s.event or s.measure, s.who) for s in reading.statements}
    assert {("sentence", ("Heriberto Zaldívar Cuní",)), ("age", ("Heriberto Zaldívar Cuní",))} <= told
    assert not any("Lucrecia Zaldívar" in who for _, who in told)


DEALT = [
    ("es", f"El tribunal condenó a ocho años a {NELIA} y a cinco a {RUBEN}.", {8: [NELIA], 5: [RUBEN]}),
    ("en", f"A court sentenced {NELIA} to seven years and {RUBEN}, a fisherman, to six.", {7: [NELIA], 6: [RUBEN]}),
    ("es", f"{NELIA} y {RUBEN}, juzgados en mayo, recibieron doce y catorce años.", {12: [NELIA], 14: [RUBEN]}),
    ("es", f"«Me condenaron a nueve años», relató {RUBEN} a este diario.", {9: [RUBEN]}),
    ("es", f"El delito se castiga con entre uno y tres años de cárcel, recordó {RUBEN}.", {None: []}),
]


@pytest.mark.parametrize(("language", "text", "expected"), DEALT)
def test_each_has_the_term_dealt_to_them(
    read: Read, language: str, text: str, expected: dict[float | None, list[str]]
) -> None:
    assert {value: list(who) for value, who in owned(read(language, text), "sentence")} == expected


@pytest.mark.parametrize(
    ("language", "text", "measure", "who"),
    [
        ("es", f"{RUBEN} fue detenido el lunes. Le partieron dos costillas, dijo {ODALYS}.", "costillas", (RUBEN,)),
        ("en", f"{RUBEN} was arrested. He has lost 12 kilos, said his sister, {ODALYS}.", "weight lost", (RUBEN,)),
    ],
)
def test_injuries_and_weight_are_whose_they_befell(
    read: Read, language: str, text: str, measure: str, who: tuple[str, ...]
) -> None:
    assert [found for _, found in owned(read(language, text), measure)] == [who]
