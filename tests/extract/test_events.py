"""Events: to whom, when, where and by whom, in both languages; and what is no event. All people are invented."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import pytest

from extract.reading import EventKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from extract.reading import Reading, Statement

    Read = Callable[..., Reading]

NELIA, RUBEN, ODALYS = "Nelia Ponce", "Rubén Alcázar", "Odalys Cepero"


def events(reading: Reading) -> list[Statement]:
    return [s for s in reading.statements if s.kind == "event"]


def told(reading: Reading) -> list[tuple[str | None, tuple[str, ...]]]:
    return [(s.event, s.who) for s in events(reading)]


KINDS = [
    ("en", "arrest", f"Police arrested {NELIA} on March 3, 2026."),
    ("en", "charge", f"Prosecutors charged {NELIA} with sedition."),
    ("en", "trial", f"{NELIA} was put on trial in Havana on February 2, 2026."),
    ("en", "sentence", f"A court sentenced {NELIA} to six years in prison."),
    ("en", "imprisonment", f"{NELIA} was jailed in Camagüey in 2024."),
    ("en", "transfer", f"{NELIA} was transferred to Kilo 8 prison on January 9, 2026."),
    ("en", "hunger_strike", f"{NELIA} went on hunger strike on March 1, 2026."),
    ("en", "assault", f"Two agents beat {NELIA} outside her house."),
    ("en", "disappearance", f"{NELIA} disappeared in Matanzas on March 4, 2026."),
    ("en", "summons", f"Police summoned {NELIA} on March 5, 2026."),
    ("en", "release", f"{NELIA} was released on March 6, 2026."),
    ("en", "exile", f"The government forced {NELIA} into exile in 2023."),
    ("en", "death", f"{NELIA} died in prison on March 7, 2026."),
    ("es", "arrest", f"La policía arrestó a {NELIA} el 3 de marzo de 2026."),
    ("es", "charge", f"La fiscalía acusó a {NELIA} de sedición."),
    ("es", "trial", f"{NELIA} fue juzgada en La Habana el 2 de febrero de 2026."),
    ("es", "sentence", f"Un tribunal de Camagüey condenó a {NELIA} a seis años de prisión."),
    ("es", "imprisonment", f"{NELIA} fue encarcelada en Camagüey en 2024."),
    ("es", "transfer", f"{NELIA} fue trasladada a la prisión Kilo 8 el 9 de enero de 2026."),
    ("es", "hunger_strike", f"{NELIA} se declaró en huelga de hambre el 1 de marzo de 2026."),
    ("es", "assault", f"Dos agentes golpearon a {NELIA} frente a su casa."),
    ("es", "disappearance", f"{NELIA} desapareció en Matanzas el 4 de marzo de 2026."),
    ("es", "summons", f"La policía citó a {NELIA} el 5 de marzo de 2026."),
    ("es", "release", f"{NELIA} fue excarcelada el 6 de marzo de 2026."),
    ("es", "exile", f"El gobierno desterró a {NELIA} en 2023."),
    ("es", "death", f"{NELIA} murió en prisión el 7 de marzo de 2026."),
]


def test_the_samples_tell_of_every_kind_in_each_language() -> None:
    assert {(k[0], k[1]) for k in KINDS} == {(lang, kind) for lang in ("en", "es") for kind in get_args(EventKind)}


@pytest.mark.parametrize(("language", "kind", "text"), KINDS)
def test_every_kind_of_event_is_read(read: Read, language: str, kind: str, text: str) -> None:
    (event,) = events(read(language, text))
    assert (event.event, event.who, event.hedge) == (kind, (NELIA,), "asserted")


SHAPES = [
    ("en", f"Police arrested {NELIA} in Holguín on March 3, 2026.", "Police", "Holguín"),
    ("en", f"{NELIA} was arrested in Holguín on March 3, 2026.", None, "Holguín"),
    ("en", f"{NELIA} was arrested by the police in Holguín on March 3, 2026.", "police in Holguín", "Holguín"),
    ("en", f"{NELIA}, arrested on March 3, 2026, is held in Holguín.", None, "Holguín"),
    ("en", f"The arrest of {NELIA} took place on March 3, 2026.", None, None),
    ("es", f"La policía detuvo a {NELIA} en Holguín el 3 de marzo de 2026.", "policía", "Holguín"),
    ("es", f"{NELIA} fue detenida en Holguín el 3 de marzo de 2026.", None, "Holguín"),
    ("es", f"{NELIA} fue detenida por la policía el 3 de marzo de 2026.", "policía", None),
    ("es", f"{NELIA}, detenida el 3 de marzo de 2026, sigue en Holguín.", None, "Holguín"),
    ("es", f"La detención de {NELIA} ocurrió el 3 de marzo de 2026.", None, None),
]


@pytest.mark.parametrize(("language", "text", "agent", "place"), SHAPES)
def test_active_passive_participle_and_noun_tell_the_same(
    read: Read, language: str, text: str, agent: str | None, place: str | None
) -> None:
    (event,) = events(read(language, text))
    assert (event.event, event.who, event.date) == ("arrest", (NELIA,), "2026-03-03")
    assert (event.agent, event.place) == (agent, place)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "en",
            f"{NELIA} was arrested on March 3, 2026 and released two days later.",
            [("arrest", "2026-03-03"), ("release", "2026-03-05")],
        ),
        (
            "es",
            f"{NELIA} fue detenida el 3 de marzo de 2026 y liberada dos días después.",
            [("arrest", "2026-03-03"), ("release", "2026-03-05")],
        ),
        (
            "en",
            f"{NELIA}, who was arrested on March 3, 2026, was released on March 5, 2026.",
            [("arrest", "2026-03-03"), ("release", "2026-03-05")],
        ),
        (
            "es",
            f"{NELIA}, que fue detenida el 3 de marzo de 2026, fue liberada el 5 de marzo de 2026.",
            [("arrest", "2026-03-03"), ("release", "2026-03-05")],
        ),
        (
            "en",
            f"{NELIA} was moved to Agüica prison on March 3, 2026, two days after her arrest.",
            [("transfer", "2026-03-03"), ("arrest", None)],
        ),
        (
            "es",
            f"{NELIA} fue trasladada a la prisión de Agüica el 3 de marzo de 2026, dos días después de su detención.",
            [("transfer", "2026-03-03"), ("arrest", None)],
        ),
    ],
)
def test_of_several_events_each_has_its_own_date(
    read: Read, language: str, text: str, expected: list[tuple[str, str | None]]
) -> None:
    found = events(read(language, text))
    assert [(s.event, s.date) for s in found] == expected
    assert all(s.who == (NELIA,) for s in found)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", f"Police released {NELIA} and arrested {RUBEN}."),
        ("es", f"La policía liberó a {NELIA} y arrestó a {RUBEN}."),
    ],
)
def test_of_several_events_each_has_its_own_victim(read: Read, language: str, text: str) -> None:
    assert told(read(language, text)) == [("release", (NELIA,)), ("arrest", (RUBEN,))]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", f"Police arrested {NELIA}, {RUBEN} and {ODALYS} in Holguín."),
        ("en", f"Police arrested {NELIA}, {RUBEN}, and {ODALYS} in Holguín."),
        ("en", f"{NELIA}, {RUBEN} and {ODALYS} were arrested in Holguín."),
        ("es", f"La policía detuvo a {NELIA}, {RUBEN} y {ODALYS} en Holguín."),
        ("es", f"La policía detuvo a {NELIA}, a {RUBEN} y a {ODALYS} en Holguín."),
        ("es", f"{NELIA}, {RUBEN} y {ODALYS} fueron detenidos en Holguín."),
    ],
)
def test_several_people_named_together_are_one_events_victims(read: Read, language: str, text: str) -> None:
    assert told(read(language, text)) == [("arrest", (NELIA, RUBEN, ODALYS))]


@pytest.mark.parametrize(
    ("language", "text", "group", "value", "bound"),
    [
        ("en", "The authorities released 52 prisoners on March 3, 2026.", "52 prisoners", 52, "exact"),
        ("en", "Some 30 protesters were released in Holguín.", "Some 30 protesters", 30, "about"),
        ("en", "No fewer than 27 prisoners were released on Friday.", "No fewer than 27 prisoners", 27, "at_least"),
        ("es", "Las autoridades liberaron a 52 presos el 3 de marzo de 2026.", "52 presos", 52, "exact"),
        ("es", "Unos 30 manifestantes fueron liberados en Holguín.", "Unos 30 manifestantes", 30, "about"),
        ("es", "No menos de 27 presos fueron excarcelados el viernes.", "No menos de 27 presos", 27, "at_least"),
    ],
)
def test_a_counted_group_is_a_figure_and_an_event(
    read: Read, language: str, text: str, group: str, value: float, bound: str
) -> None:
    reading = read(language, text)
    assert told(reading) == [("release", (group,))]
    (figure,) = [s for s in reading.statements if s.kind == "figure"]
    assert (figure.value, figure.bound, figure.hedge) == (value, bound, "asserted")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The Observatorio Ceiba counted 58 releases in February 2026."),
        ("es", "El Observatorio Ceiba contó 58 excarcelaciones en febrero de 2026."),
    ],
)
def test_a_count_of_events_is_a_figure_alone(read: Read, language: str, text: str) -> None:
    reading = read(language, text)
    assert told(reading) == []
    (figure,) = reading.statements
    assert (figure.measure, figure.value, figure.date) == ("releases", 58, "2026-02")


@pytest.mark.parametrize(
    ("language", "text", "victims"),
    [
        ("en", f"The mother of {RUBEN} was arrested on March 3, 2026.", [(f"mother of {RUBEN}",)]),
        ("en", f"Police arrested the brother of {NELIA} in Holguín.", [(f"brother of {NELIA}",)]),
        ("en", f"Police beat {NELIA}'s mother in Holguín.", [(f"mother of {NELIA}",)]),
        ("en", f"The lawyer of {RUBEN}, Marta Quesada, was arrested in Havana.", [("Marta Quesada",)]),
        ("es", f"La madre de {RUBEN} fue detenida el 3 de marzo de 2026.", [(f"madre de {RUBEN}",)]),
        ("es", f"La policía detuvo al hermano de {NELIA} en Holguín.", [(f"hermano de {NELIA}",)]),
        ("es", f"El abogado de {RUBEN}, Ernesto Quesada, fue detenido en La Habana.", [("Ernesto Quesada",)]),
        ("es", f"La activista {NELIA} y su hermana {ODALYS} fueron detenidas en Holguín.", [(NELIA, ODALYS)]),
    ],
)
def test_a_relative_or_lawyer_is_not_taken_for_whose_they_are(
    read: Read, language: str, text: str, victims: list[tuple[str, ...]]
) -> None:
    assert [s.who for s in events(read(language, text))] == victims


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", f"{NELIA} visited Agüica prison.\nThose released were taken to Havana."),
        ("es", f"{NELIA} visitó la prisión de Agüica.\nLos excarcelados fueron trasladados a La Habana."),
    ],
)
def test_people_in_the_plural_take_no_earlier_name(read: Read, language: str, text: str) -> None:
    assert all(NELIA not in s.who for s in events(read(language, text)))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", f"Police arrested {NELIA} on March 3, 2026.\nShe was released in Holguín on Friday."),
        ("es", f"La policía detuvo a {NELIA} el 3 de marzo de 2026.\nElla fue liberada en Holguín el viernes."),
        ("es", f"La policía detuvo a {NELIA} el 3 de marzo de 2026.\nFue liberada en Holguín el viernes."),
    ],
)
def test_a_pronoun_or_a_subject_left_out_stands_for_the_one_told_of_and_is_doubted(
    read: Read, language: str, text: str
) -> None:
    arrest, release = events(read(language, text))
    assert (release.event, release.who, release.date, release.place) == ("release", (NELIA,), "2026-03-06", "Holguín")
    assert "person" in release.doubts
    assert release.confidence < arrest.confidence


def test_a_pronoun_agrees_with_the_gender_that_a_relative_is_told_by(read: Read) -> None:
    text = f"{RUBEN}'s wife, {ODALYS}, said that he was moved to Agüica prison on March 3, 2026."
    (event,) = events(read("en", text))
    assert (event.event, event.who, event.said_by) == ("transfer", (RUBEN,), ODALYS)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", f"{NELIA} was arrested a day after {RUBEN} died in Agüica prison."),
        ("es", f"{NELIA} fue detenida un día después de que muriera {RUBEN} en la prisión de Agüica."),
    ],
)
def test_the_place_of_another_event_is_not_borrowed(read: Read, language: str, text: str) -> None:
    found = events(read(language, text))
    assert [(s.event, s.who, s.place) for s in found] == [("arrest", (NELIA,), None), ("death", (RUBEN,), "Agüica")]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", f"{RUBEN} accused the police of beating {NELIA}."),
        ("es", f"{RUBEN} acusó a la policía de golpear a {NELIA}."),
    ],
)
def test_the_victim_of_what_somebody_is_accused_of_is_not_the_accused(read: Read, language: str, text: str) -> None:
    (event,) = events(read(language, text))
    assert (event.event, event.who, event.said_by) == ("assault", (NELIA,), RUBEN)


def test_a_town_before_a_report_is_not_who_did_it(read: Read) -> None:
    (event,) = events(read("es", f"Holguín, 3 mar.- La policía detuvo a {NELIA}."))
    assert event.agent == "policía"


@pytest.mark.parametrize(
    ("language", "text", "detail"),
    [
        ("en", f"Prosecutors charged {NELIA} with sedition.", "sedition"),
        ("en", f"{NELIA} was sentenced to six years in prison for sedition.", "sedition"),
        ("en", f"{NELIA} was transferred to Kilo 8 prison.", "Kilo 8"),
        ("es", f"{NELIA} fue trasladada a la prisión Kilo 8.", "Kilo 8"),
    ],
)
def test_the_offence_or_the_prison_is_its_detail(read: Read, language: str, text: str, detail: str) -> None:
    (event,) = events(read(language, text))
    assert event.detail == detail


OBSERVED = {"en": "The Interior Ministry said nothing.", "es": "El Ministerio del Interior calla."}
"""A body of the field: an article that names nobody else is otherwise of another field."""


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Dozens of protesters were rounded up in Havana.", [("arrest", "Dozens of protesters")]),
        ("en", "Police took away at least 14 people.", [("arrest", "at least 14 people")]),
        ("en", "Several of the detainees have been freed.", [("release", "Several of the detainees")]),
        ("en", "Two men were arrested. They were freed a day later.", [("arrest", "Two men"), ("release", "Two men")]),
        ("es", "Varios jóvenes fueron detenidos en Holguín.", [("arrest", "Varios jóvenes")]),
        ("es", "La policía se llevó a tres vecinos.", [("arrest", "tres vecinos")]),
        ("es", "Los arrestados fueron puestos en libertad.", [("release", "arrestados")]),
        ("es", "Detuvieron a dos jóvenes. Los soltaron ayer.", [("arrest", "dos jóvenes"), ("release", "dos jóvenes")]),
    ],
)
def test_people_without_a_name_are_told_of_in_their_own_words(
    read: Read, language: str, text: str, expected: list[tuple[str, str]]
) -> None:
    found = events(read(language, f"{text}\n{OBSERVED[language]}"))
    assert [(s.event, "; ".join(s.who)) for s in found] == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Protesters can be tried as adults."),
        ("en", "Thousands of young people leave the country."),
        ("es", "Los opositores pueden ser juzgados."),
        ("es", "Miles de jóvenes salen del país."),
        ("es", "Hubo arrestos de artistas."),
    ],
)
def test_what_is_told_of_people_at_large_is_no_event(read: Read, language: str, text: str) -> None:
    assert events(read(language, f"{text}\n{OBSERVED[language]}")) == []


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        ("en", f"Agents raided the home of {NELIA} and led her away in handcuffs.", "arrest"),
        ("en", f"Prosecutors brought new charges against {NELIA}.", "charge"),
        ("en", f"{NELIA} was picked up at her bakery.", "arrest"),
        ("en", f"{NELIA}, whose trial opened on Monday, denies it.", "trial"),
        ("en", f"{NELIA} was granted parole on Monday.", "release"),
        ("en", f"{RUBEN} was found dead in his cell.", "death"),
        ("es", f"Agentes allanaron la vivienda de {NELIA} y se la llevaron esposada.", "arrest"),
        ("es", f"Las autoridades le fabricaron un nuevo delito a {NELIA}.", "charge"),
        ("es", f"A {NELIA} la detuvieron en su casa.", "arrest"),
        ("es", f"El caso es el de {NELIA}, directora de la revista Bagazo, a quien dos agentes golpearon.", "assault"),
        ("es", f"A {NELIA} le concedieron la libertad condicional.", "release"),
        ("es", f"{NELIA} lleva 20 días en huelga de hambre.", "hunger_strike"),
        ("es", f"{RUBEN} se declaró en ayuno.", "hunger_strike"),
    ],
)
def test_idioms_and_other_places_of_the_victim(read: Read, language: str, text: str, kind: str) -> None:
    (event,) = [s for s in events(read(language, text)) if s.event == kind]
    assert event.who in {(NELIA,), (RUBEN,)}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", f"The group demands answers after {NELIA} was arrested on Monday."),
        ("es", f"La Fiscalía pidió ocho años para {NELIA}, arrestada el lunes."),
    ],
)
def test_what_only_stands_beside_a_demand_is_asserted(read: Read, language: str, text: str) -> None:
    (event,) = [s for s in events(read(language, text)) if s.event == "arrest"]
    assert (event.who, event.hedge) == ((NELIA,), "asserted")
