"""When and where a statement holds. All people and bodies are invented; the articles came out on March 10, 2026."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from extract.reading import Reading

    Read = Callable[..., Reading]

CEIBA, NELIA, RUBEN = "Observatorio Ceiba", "Nelia Ponce", "Rubén Alcázar"

DATED = [
    # the day of an act of saying is not that of what is said
    ("en", f"{NELIA} said on March 5, 2026 that police arrested {RUBEN} on March 3, 2026.", ["2026-03-03"]),
    ("es", f"{NELIA} declaró el 5 de marzo de 2026 que la policía detuvo a {RUBEN} el 3 de marzo.", ["2026-03-03"]),
    ("en", f"{NELIA} said on March 5, 2026 that police arrested {RUBEN}.", [None]),
    # days count back or forward from publication
    ("en", f"Police arrested {NELIA} on Monday.", ["2026-03-09"]),
    ("es", f"La policía detuvo a {NELIA} el lunes.", ["2026-03-09"]),
    ("en", f"{NELIA} will be released on Friday.", ["2026-03-13"]),
    ("es", f"{NELIA} va a ser excarcelada el viernes.", ["2026-03-13"]),
    # an occasion's own day is not that of the sentence for it
    ("en", f"{NELIA} was sentenced over the protests of July 11, 2021.", [None]),
    ("es", f"{NELIA} fue condenada por las protestas del 11 de julio de 2021.", [None]),
    # a day that is compared with
    (
        "en",
        f"The {CEIBA} counted 40 detentions in February 2026, five more than in January.",
        ["2026-02", "2026-01/2026-02"],
    ),
    (
        "es",
        f"El {CEIBA} contó 40 detenciones en febrero de 2026, frente a 35 en enero de 2026.",
        ["2026-02", "2026-01"],
    ),
    # since then until publication
    ("en", f"The {CEIBA} has counted 40 detentions since July 2024.", ["2024-07/2026-03"]),
    ("es", f"El {CEIBA} ha contado 40 detenciones desde julio de 2024.", ["2024-07/2026-03"]),
    ("es", "Desde 2021 murieron 40 presos en las cárceles de la isla.", ["2021/2026", "2021/2026"]),
    # a count in the present holds in the month of publication
    ("en", "There are 40 political prisoners in Cuba.", ["2026-03"]),
    ("es", "En Cuba hay 40 presos políticos.", ["2026-03"]),
]


@pytest.mark.parametrize(("language", "text", "dates"), DATED)
def test_the_date_of_a_statement(read: Read, language: str, text: str, dates: list[str | None]) -> None:
    assert [s.date for s in read(language, text).statements] == dates


def test_without_a_day_of_publication_the_present_has_no_date(read: Read) -> None:
    (figure,) = read("en", "There are 40 political prisoners in Cuba.", published=None).statements
    assert figure.date is None


PLACED = [
    ("en", f"Police arrested {NELIA} in Holguín.", ["Holguín"]),
    ("es", f"La policía detuvo a {NELIA} en Holguín.", ["Holguín"]),
    ("en", f"The {CEIBA}, based in Madrid, counted 40 detentions in Holguín.", ["Holguín"]),
    ("es", f"El {CEIBA}, con sede en Madrid, dijo que la policía detuvo a {NELIA} en Holguín.", ["Holguín"]),
    ("es", f"El {CEIBA}, radicado en Miami, contó 40 presos políticos en febrero de 2026.", [None]),
    ("en", "Santiago de Cuba had 168 political prisoners and Holguín had 90 political prisoners.",
     ["Santiago de Cuba", "Holguín"]),
    ("es", "La provincia con más detenciones fue Santiago de Cuba con 168 detenciones, seguida de Holguín con 90 "
     "detenciones.", ["Santiago de Cuba", "Holguín"]),
    ("es", f"El {CEIBA} contó 40 presos políticos; en Holguín hay 12 presos políticos.", ["Cuba", "Holguín"]),
    ("es", "Murieron 40 presos en las cárceles de la isla.", ["Cuba", "Cuba"]),
    ("en", f"The {CEIBA} counted 43 prisoners on strike: three in Holguín and 40 in Guanajay.",
     ["Cuba", "Holguín", "Guanajay"]),
    ("en", f"The {CEIBA} counted 40 political prisoners in Cuba, more than in Nicaragua.", ["Cuba"]),
    ("es", f"El {CEIBA} contó 19 presos políticos en Cuba: siete en Holguín, cuatro en La Habana.",
     ["Cuba", "Holguín", "La Habana"]),
    ("es", "México recibió a 40 presos políticos.", ["Mexico"]),
    ("es", f"Según el {CEIBA}, La Habana sumó 40 detenciones, Holguín 90 detenciones.", ["La Habana", "Holguín"]),
    ("en", f"Police arrested {NELIA} in the prison known as Guanajay.", ["Guanajay"]),
    ("es", f"{NELIA} fue arrestada en Holguín y juzgada por desacato.", ["Holguín", None]),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "places"), PLACED)
def test_the_place_of_a_statement(read: Read, language: str, text: str, places: list[str | None]) -> None:
    assert [s.place for s in read(language, text).statements] == places


def test_a_place_or_a_day_told_just_before_is_where_the_story_is(read: Read) -> None:
    text = f"Police arrested {NELIA} in Holguín on March 3, 2026. Officers seized 12 telephones."
    (figure,) = [s for s in read("en", text).statements if s.kind == "figure"]
    assert (figure.value, figure.date, figure.place) == (12, "2026-03-03", "Holguín")
    assert {"distant date", "distant place"} <= set(figure.doubts)


def test_an_event_has_the_day_it_began_on_and_no_birthplace(read: Read) -> None:
    reading = read(
        "es",
        "Nelia Ponce, nacida en Trinidad hace 48 años, fue detenida el 3 de marzo. "
        "Omar Lleonart está detenido desde el domingo 8 de marzo.",
        published="2026-03-10T12:00:00Z",
    )
    told = {s.who: (s.date, s.place) for s in reading.statements if s.event == "arrest"}
    assert told == {("Nelia Ponce",): ("2026-03-03", None), ("Omar Lleonart",): ("2026-03-08", None)}
