"""How it is asserted: as a fact, as possible, planned or denied; what is only demanded is no claim."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from extract.reading import Reading

    Read = Callable[..., Reading]

NELIA = "Nelia Ponce"

HEDGED = [
    ("en", "asserted", f"{NELIA} was released on Monday."),
    ("en", "asserted", f"{NELIA} was released without charges."),
    ("en", "denied", f"{NELIA} was not released."),
    ("en", "denied", f"The authorities have not released {NELIA}."),
    ("en", "denied", f"{NELIA} was never charged with any crime."),
    ("en", "denied", f"The government denied that {NELIA} was arrested."),
    ("en", "denied", f"Police denied having arrested {NELIA}."),
    ("en", "denied", f"The police refused to release {NELIA}."),
    ("en", "possible", f"{NELIA} could be released in April."),
    ("en", "possible", f"{NELIA} may have been arrested in Holguín."),
    ("en", "possible", f"{NELIA} was allegedly beaten by agents in Holguín."),
    ("en", "possible", f"Her family fears that {NELIA} was arrested in Holguín."),
    ("en", "possible", f"The police threatened to arrest {NELIA}."),
    ("en", "possible", f"The government did not say whether {NELIA} was arrested."),
    ("en", "asserted", f"{NELIA} was not arrested until Wednesday."),
    ("en", "denied", f"The ministry rejected claims that {NELIA} was beaten."),
    ("en", "denied", f"{NELIA} has yet to be released."),
    ("en", "possible", f"The police did not rule out that {NELIA} was beaten."),
    ("en", "planned", f"{NELIA} will be released on Friday."),
    ("en", "planned", f"{NELIA} was to have been released on Friday."),
    ("en", "planned", f"The government promised to release {NELIA}."),
    ("en", "planned", f"The police plan to transfer {NELIA} to Holguín."),
    ("es", "asserted", f"{NELIA} fue liberada el lunes."),
    ("es", "asserted", f"{NELIA} fue liberada sin cargos."),
    ("es", "denied", f"{NELIA} no fue excarcelada."),
    ("es", "denied", f"Las autoridades no han liberado a {NELIA}."),
    ("es", "denied", f"{NELIA} nunca fue acusada de ningún delito."),
    ("es", "denied", f"El gobierno negó que {NELIA} fuera detenida."),
    ("es", "denied", f"La policía negó haber detenido a {NELIA}."),
    ("es", "denied", f"La policía se negó a liberar a {NELIA}."),
    ("es", "possible", f"{NELIA} podría ser excarcelada en abril."),
    ("es", "possible", f"{NELIA} habría sido detenida en Holguín."),
    ("es", "possible", f"{NELIA} fue presuntamente golpeada por agentes en Holguín."),
    ("es", "possible", f"Su familia teme que {NELIA} haya sido detenida en Holguín."),
    ("es", "possible", f"La policía amenazó con detener a {NELIA}."),
    ("es", "possible", f"El gobierno no confirmó si {NELIA} fue detenida."),
    ("es", "possible", f"De ser condenada, {NELIA} cumpliría la pena en Agüica."),
    ("es", "asserted", f"{NELIA} no fue detenida hasta el miércoles."),
    ("es", "denied", f"El ministerio rechazó las acusaciones de que {NELIA} fuera golpeada."),
    ("es", "possible", f"No se descarta que {NELIA} sea trasladada a Holguín."),
    ("es", "planned", f"{NELIA} debía ser excarcelada en mayo."),
    ("es", "planned", f"{NELIA} será excarcelada el viernes."),
    ("es", "planned", f"{NELIA} va a ser excarcelada el viernes."),
    ("es", "planned", f"El gobierno prometió liberar a {NELIA}."),
]


@pytest.mark.parametrize(("language", "hedge", "text"), HEDGED)
def test_the_hedge_of_an_event(read: Read, language: str, hedge: str, text: str) -> None:
    (event,) = read(language, text).statements
    assert (event.who, event.hedge) == ((NELIA,), hedge)
    assert ("hedge" in event.doubts) == (hedge != "asserted")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", f"Amnesty International demanded that Cuba release {NELIA}."),
        ("en", f"The family asked the government to release {NELIA}."),
        ("en", f"{NELIA} should be released now."),
        ("es", f"Amnistía Internacional exigió la liberación de {NELIA}."),
        ("es", f"La familia pidió al gobierno que liberara a {NELIA}."),
        ("es", f"La familia exige que liberen a {NELIA}."),
        ("es", f"{NELIA} debe ser liberada ya."),
    ],
)
def test_what_is_only_demanded_is_no_claim(read: Read, language: str, text: str) -> None:
    assert read(language, text).statements == ()


@pytest.mark.parametrize(
    ("language", "text", "hedge"),
    [
        ("en", "The government announced the release of 553 prisoners.", "planned"),
        ("en", "The government will release 553 prisoners on Friday.", "planned"),
        ("en", "At least 553 prisoners could be released on Friday.", "possible"),
        ("es", "El gobierno anunció la excarcelación de 553 presos.", "planned"),
        ("es", "El gobierno liberará a 553 presos el viernes.", "planned"),
        ("es", "Al menos 553 presos podrían ser excarcelados el viernes.", "possible"),
    ],
)
def test_a_count_of_those_not_yet_freed_is_hedged_like_their_release(
    read: Read, language: str, text: str, hedge: str
) -> None:
    statements = read(language, text).statements
    assert {(s.kind, s.hedge) for s in statements} == {("event", hedge), ("figure", hedge)}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "No fewer than 27 arrests were made in Holguín."),
        ("es", "No menos de 27 detenciones ocurrieron en Holguín."),
        ("es", "El Observatorio Ceiba ha podido confirmar 27 detenciones en Holguín."),
        ("es", "El Observatorio Ceiba pudo confirmar 27 detenciones en Holguín."),
    ],
)
def test_the_words_of_a_bound_and_what_was_managed_hedge_nothing(read: Read, language: str, text: str) -> None:
    (figure,) = read(language, text).statements
    assert (figure.value, figure.hedge) == (27, "asserted")


@pytest.mark.parametrize(
    ("language", "text", "measure", "hedge"),
    [
        ("en", f"Prosecutors sought eight years in prison for {NELIA}.", "sentence sought", "asserted"),
        ("es", f"El fiscal pidió ocho años de prisión para {NELIA}.", "sentence sought", "asserted"),
        ("es", f"{NELIA} enfrenta una petición fiscal de ocho años de prisión.", "sentence sought", "asserted"),
        ("es", f"De ser condenada, {NELIA} podría enfrentar ocho años de prisión.", "sentence", "possible"),
        ("es", f"{NELIA} deberá cumplir ocho años de prisión.", "sentence", "asserted"),
        ("es", f"Un tribunal condenó a ocho años de prisión a {NELIA}.", "sentence", "asserted"),
    ],
)
def test_a_sentence_that_is_asked_for_is_none_yet(
    read: Read, language: str, text: str, measure: str, hedge: str
) -> None:
    (figure,) = [s for s in read(language, text).statements if s.kind == "figure"]
    assert (figure.value, figure.who, figure.measure, figure.hedge) == (8, (NELIA,), measure, hedge)


@pytest.mark.parametrize(
    ("language", "text", "hedge"),
    [
        ("en", "Fourteen prisoners were denied visits in Holguín.", "asserted"),
        ("en", "The warden allowed only 14 prisoners to see a doctor.", "asserted"),
        ("en", "The tally of arrests could close the month with 300 arrests.", "possible"),
        ("es", "A 41 reclusos se les negó asistencia médica en Holguín.", "asserted"),
        ("es", "El mes podría cerrar con 300 arrestos.", "possible"),
        ("es", "La Habana publicó la lista de los 40 presos políticos que prometió excarcelar.", "planned"),
    ],
)
def test_a_figure_is_hedged_by_its_own_verb(read: Read, language: str, text: str, hedge: str) -> None:
    figures = [s for s in read(language, text).statements if s.kind == "figure"]
    assert [f.hedge for f in figures] == [hedge]


def test_both_of_two_joined_predicates_are_denied(read: Read) -> None:
    statements = read("es", f"{NELIA} no fue liberada ni trasladada.").statements
    assert [(s.event, s.hedge) for s in statements] == [("release", "denied"), ("transfer", "denied")]
