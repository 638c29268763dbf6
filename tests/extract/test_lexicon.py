"""The lexicon's data is whole, and what is asked of it is answered in both languages."""

from __future__ import annotations

import pytest

from extract.lexicon import fold, load_lexicon

LEXICON = load_lexicon()


@pytest.mark.parametrize(
    ("phrase", "language", "label"),
    [
        ("presos políticos", "es", "political prisoners"),
        ("political prisoners held in Cuba", "en", "political prisoners"),
        ("new cases of arbitrary detention", "en", "arbitrary detentions"),
        ("detenciones arbitrarias en agosto", "es", "arbitrary detentions"),
        ("mujeres presas políticas", "es", "women political prisoners"),
        ("prisoners of conscience", "en", "prisoners of conscience"),
        ("people without electricity", "en", "people without electricity"),
        ("menores de 18 años", "es", "children under 18"),
        ("members of the choir", "en", None),
        ("police station", "en", None),
        ("directora de presos políticos", "es", None),
        ("", "en", None),
        ("de", "es", None),
    ],
)
def test_measure(phrase: str, language: str, label: str | None) -> None:
    assert LEXICON.measure(phrase, language) == label


def test_lookup_ignores_accents_case_and_language() -> None:
    for form in ("State Security", "seguridad del estado", "SEGURIDAD DEL ESTADO", "DSE"):
        entry = LEXICON.lookup(form)
        assert entry is not None
        assert entry.canonical == "Seguridad del Estado"
    assert LEXICON.lookup("Cuba", kind="person") is None


def test_words_of_an_unknown_list() -> None:
    with pytest.raises(KeyError, match="no_such_list"):
        LEXICON.words("no_such_list", "en")
    assert "enero" in LEXICON.words("month", "es")


def test_fold() -> None:
    assert fold("  Camagüey\u00a0ÑANDÚ ") == "camaguey nandu"
