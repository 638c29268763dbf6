"""The scene of an article: what its later sentences are about. All is invented; published on March 10, 2026."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from extract.reading import Reading

    Read = Callable[..., Reading]

Expected = dict[float | None, tuple[str | None, str | None]]

SCENES: list[tuple[str, str, Expected]] = [
    # a country's count is not of the story's town; a date right beside a number is that number's
    (
        "en",
        "Police in Baracoa detained the barber Yoel Matos on Saturday, his wife said.\nThe group Casa Yara counted 914 "
        "political prisoners at the end of February, up from 898 in January.",
        {914: ("2026-02", None), 898: ("2026-01", None)},
    ),
    (
        "es",
        "La policía detuvo el sábado en Baracoa al barbero Yoel Matos, según contó su esposa.\nEl grupo Casa Yara "
        "contó 914 presos políticos al cierre de febrero, frente a 898 en enero.",
        {914: ("2026-02", None), 898: ("2026-01", None)},
    ),
    # details of the lede's incident
    (
        "es",
        "La policía detuvo el sábado en Baracoa al barbero Yoel Matos, según contó su esposa. Cuatro agentes entraron "
        "en la vivienda y se llevaron dos teléfonos.",
        {4: ("2026-03-07", "Baracoa"), 2: ("2026-03-07", "Baracoa")},
    ),
    (
        "en",
        "Police in Baracoa detained the barber Yoel Matos on Saturday, his wife said. Four officers entered the house "
        "and took two phones.",
        {4: ("2026-03-07", "Baracoa"), 2: ("2026-03-07", "Baracoa")},
    ),
    # a report's period and country hold for the parts of its count, not the day and town where it was presented
    (
        "es",
        "El Observatorio Ceiba registró en febrero 312 acciones represivas en la isla. Del total, 44 fueron citaciones "
        "y 19 arrestos.\nLa directora del grupo, Ana Rey, presentó el informe el lunes en Miami.",
        {312: ("2026-02", "Cuba"), 44: ("2026-02", "Cuba"), 19: ("2026-02", "Cuba")},
    ),
    (
        "en",
        "Observatorio Ceiba recorded 312 repressive acts in Cuba in February, according to the report that it released "
        "on Monday. Of these, 44 were summonses and 19 were arrests.",
        {312: ("2026-02", "Cuba"), 44: ("2026-02", "Cuba"), 19: ("2026-02", "Cuba")},
    ),
    # what is counted over months is not the incident's; a town of its own takes over in its sentence
    (
        "en",
        "A prisoner died on Thursday at the prison of Boniato, in Santiago de Cuba, the group Ceiba said. The group "
        "counts 12 deaths in custody so far this year. His brother lives in Tampa, where about 300 people held a vigil "
        "on Friday.",
        {12: ("2026-01-01/2026-03-10", "Cuba"), 300: ("2026-03-06", "Tampa")},
    ),
    # the small hours after a night are the next day's; the grid's shortfall is the country's
    (
        "es",
        "Tras 20 horas de apagón, unas 200 personas salieron a la calle la noche del domingo en Placetas. De madrugada "
        "la policía se llevó a nueve. La Unión Eléctrica informó de un déficit de 1.700 megavatios.",
        {200: ("2026-03-08", "Placetas"), 9: ("2026-03-09", "Placetas"), 1700: ("2026-03-08", "Cuba")},
    ),
]


@pytest.mark.parametrize(("language", "text", "expected"), SCENES)
def test_later_sentences_are_at_the_scene(read: Read, language: str, text: str, expected: Expected) -> None:
    figures = [s for s in read(language, text).statements if s.kind == "figure"]
    assert {s.value: (s.date, s.place) for s in figures if s.value in expected} == expected


def test_what_the_scene_gives_is_doubted(read: Read) -> None:
    text = "Police in Baracoa detained Yoel Matos on Saturday. Four officers entered the house."
    (figure,) = [s for s in read("en", text).statements if s.kind == "figure"]
    assert {"distant date", "distant place"} <= set(figure.doubts)


def test_the_same_event_told_again_has_its_day(read: Read) -> None:
    text = (
        "Yoel Matos landed in Madrid on Thursday, two years after he was arrested.\n"
        "Yoel Matos was arrested on March 3, 2024 in Baracoa."
    )
    arrests = [s for s in read("en", text).statements if s.event == "arrest"]
    assert {(s.date, s.place) for s in arrests} == {("2024-03-03", None), ("2024-03-03", "Baracoa")}


def test_the_month_of_a_report_on_another_month(read: Read) -> None:
    text = (
        "El Observatorio Ceiba registró 40 detenciones en Cuba durante abril de 2026.\n"
        "Al cierre del mes había 90 presos políticos."
    )
    reading = read("es", text, published="2026-05-07T12:00:00Z")
    assert [(s.value, s.date) for s in reading.statements if s.kind == "figure"] == [(40, "2026-04"), (90, "2026-04")]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Police detained Yoel Matos on Saturday in Baracoa.\nThere were 40 arrests in the province in July."),
        ("es", "La policía detuvo el sábado en Baracoa a Yoel Matos.\nEn julio hubo 40 arrestos en la provincia."),
    ],
)
def test_the_province_meant_is_that_of_the_scene(read: Read, language: str, text: str) -> None:
    (figure,) = [s for s in read(language, text).statements if s.kind == "figure"]
    assert figure.place == "Guantánamo"
    assert "place.meant" in figure.slot_rules


def test_a_report_goes_on_with_its_own_month_not_that_compared_with(read: Read) -> None:
    text = "The Ceiba Watch counted 203 arrests in Cuba in May, down from 241 in April. Of these, 88 were summonses."
    figures = [s for s in read("en", text, published="2026-06-11T12:00:00Z").statements if s.kind == "figure"]
    assert {s.value: s.date for s in figures if s.value != 241} == {203: "2026-05", 88: "2026-05"}


def test_what_a_prosecutor_asks_for_has_its_day(read: Read) -> None:
    text = "La Fiscalía pidió el jueves ocho años de cárcel para Yoel Matos."
    (figure,) = [s for s in read("es", text, published="2026-05-15T12:00:00Z").statements if s.kind == "figure"]
    assert figure.date == "2026-05-14"


def test_background_has_not_the_day_of_the_scene(read: Read) -> None:
    text = (
        "Police in Baracoa detained Yoel Matos on Saturday. In 2021, eleven men were convicted. Two guards were hurt."
    )
    figures = [s for s in read("en", text).statements if s.kind == "figure"]
    assert "2026-03-07" not in {s.date for s in figures}


@pytest.mark.parametrize("text", ["", "?", "In", "On Tuesday.", "In Holguín, in Holguín; in Holguín?\n\n12\n"])
def test_scenes_of_next_to_nothing(read: Read, text: str) -> None:
    assert read("en", text) is not None
    assert read("es", text) is not None
