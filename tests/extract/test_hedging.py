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
    ("en", "planned", f"{NELIA} will be released on Friday."),
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
    ("language", "text", "hedge"),
    [
        ("en", f"Prosecutors sought eight years in prison for {NELIA}.", "possible"),
        ("es", f"El fiscal pidió ocho años de prisión para {NELIA}.", "possible"),
        ("es", f"{NELIA} enfrenta una petición fiscal de ocho años de prisión.", "possible"),
        ("es", f"De ser condenada, {NELIA} podría enfrentar ocho años de prisión.", "possible"),
        ("es", f"{NELIA} deberá cumplir ocho años de prisión.", "asserted"),
        ("es", f"Un tribunal condenó a ocho años de prisión a {NELIA}.", "asserted"),
    ],
)
def test_a_sentence_that_is_asked_for_is_only_possible(read: Read, language: str, text: str, hedge: str) -> None:
    (figure,) = [s for s in read(language, text).statements if s.kind == "figure"]
    assert (figure.value, figure.who, figure.hedge) == (8, (NELIA,), hedge)


def test_both_of_two_joined_predicates_are_denied(read: Read) -> None:
    statements = read("es", f"{NELIA} no fue liberada ni trasladada.").statements
    assert [(s.event, s.hedge) for s in statements] == [("release", "denied"), ("transfer", "denied")]
