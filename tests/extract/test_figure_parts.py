"""Parts of a whole, changed terms, what is put at so many, zeros and halves. All people are invented."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from extract.reading import Reading

    Read = Callable[..., Reading]

MEASURES = [
    ("en", "Police arrested 63 people. A third of those arrested are women.", 1 / 3, "women among people arrested"),
    ("en", "Police arrested 63 people. 12 of those still held are minors.", 12, "minors"),
    ("en", "Protests have multiplied. The group documented 326 of them last year.", 326, "protests"),
    ("es", "De las 312 denuncias, 121 corresponden a arrestos y 90 a despidos.", 121, "arrests"),
    ("es", "Entre los detenidos hay, dijo el grupo, un 8 por ciento con más de 60 años.", 8, "people arrested"),
    ("en", "The police put the crowd at 60.", 60, "crowd"),
    ("en", "The group counted 120 arrests in May, 23 percent above April.", 23, "rise in arrests"),
    ("en", "There are zero journalists at the trial.", 0, "journalists"),
    ("es", "De aquello salió una petición fiscal de diez años.", 10, "sentence"),
    ("es", "Nelia Ponce cumple doce años de cárcel. El tribunal rebajó de doce a nueve la condena.", 9, "sentence"),
    ("en", "A court gave her three years in prison; the appeals court made it four.", 4, "sentence"),
    ("es", "La joven esperó el juicio siete meses en la cárcel.", 7, "pretrial detention"),
    ("en", "The hearing, held in 25 minutes, was closed.", 25, "hearing"),
    ("es", "Perdió litro y medio de sangre.", 1.5, "sangre"),
]


@pytest.mark.parametrize(("language", "text", "value", "measure"), MEASURES)
def test_what_a_number_counts(read: Read, language: str, text: str, value: float | None, measure: str) -> None:
    assert measure in [f.measure for f in read(language, text).figures if f.value == value]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "It is hard if one believes the group."),
        ("es", "Está preso en 100 y Aldabó."),
        ("es", "Eran las cinco y pico cuando llegó la policía."),
        ("es", "Empezó de cero, con tolerancia cero."),
        ("en", "Inmate No. 227 wrote to Suite 210."),
    ],
)
def test_what_counts_nothing(read: Read, language: str, text: str) -> None:
    assert not read(language, text).figures
