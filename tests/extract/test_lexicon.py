"""The lexicon's data is whole, and what is asked of it is answered in both languages."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from importlib.resources import files

import pytest

from extract.lexicon import DATA_FILES, ENTRY_FILES, Lexicon, fold, fold_words, load_lexicon

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
        ("menores de 18 años", "es", "minors"),
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


def plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def lines(name: str) -> list[list[str]]:
    return [line.split("\t") for line in (files("extract") / "data" / name).read_text("utf-8").splitlines()]


@pytest.mark.parametrize("name", DATA_FILES)
def test_files_are_sorted_and_whole(name: str) -> None:
    header, *rows = lines(name)
    assert all(len(row) == len(header) for row in rows)
    assert len({tuple(row) for row in rows}) == len(rows)
    if name == "words.tsv":
        assert [(r[0], r[1], plain(r[2])) for r in rows] == sorted((r[0], r[1], plain(r[2])) for r in rows)
    else:
        assert [plain(r[0]) for r in rows] == sorted(plain(r[0]) for r in rows)
        assert len({r[0] for r in rows}) == len(rows)


@pytest.mark.parametrize("kind", sorted(ENTRY_FILES.values()))
def test_a_form_names_one_entry_of_its_kind_unless_marked(kind: str) -> None:
    owners = defaultdict(set)
    for entry in LEXICON.entries:
        if entry.kind == kind:
            assert entry.en, entry
            assert entry.es, entry
            for form in entry.forms:
                owners[fold_words(form)].add(entry.canonical)
    assert {form: names for form, names in owners.items() if len(names) > 1} == {}


def test_cuba_is_whole() -> None:
    places = {e.canonical: e for e in LEXICON.entries if e.kind == "place"}
    provinces = {e.canonical for e in places.values() if e.type == "province"}
    municipalities = [e for e in places.values() if e.type in {"municipality", "special_municipality"}]
    assert len(provinces) == 15
    assert len(municipalities) == 168
    assert all(e.parent in provinces for e in municipalities if e.type == "municipality")
    assert {e.parent for e in places.values() if e.parent} <= set(places)


def test_every_measure_has_phrases_in_both_languages() -> None:
    for label, english, spanish in lines("measures.tsv")[1:]:
        assert english, label
        assert spanish, label
        for language, phrases in (("en", english), ("es", spanish)):
            for phrase in phrases.split(" | "):
                assert LEXICON.measure(phrase, language) is not None, phrase


def test_find_takes_the_longest_form_with_its_capitals() -> None:
    text = "La ONU y la Comisión Interamericana de Derechos Humanos (CIDH) en La Habana; la une un cubano de EE. UU."
    found = [(text[m.start : m.end], m.entries[0].canonical) for m in LEXICON.find(text)]
    assert found == [
        ("ONU", "United Nations"),
        ("Comisión Interamericana de Derechos Humanos", "Inter-American Commission on Human Rights"),
        ("CIDH", "Inter-American Commission on Human Rights"),
        ("La Habana", "La Habana"),
        ("EE. UU.", "United States"),
    ]


def test_a_shared_name_tells_the_kind_alone() -> None:
    assert LEXICON.lookup("San Luis", kind="place") is None
    assert {e.parent for e in LEXICON.candidates("San Luis")} == {"Pinar del Río", "Santiago de Cuba"}


def test_a_damaged_file_is_named() -> None:
    data = {name: (files("extract") / "data" / name).read_bytes() for name in DATA_FILES}
    with pytest.raises(ValueError, match=r"places\.tsv, line 2: not as many fields"):
        Lexicon(data | {"places.tsv": b"canonical\ttype\ten\tes\nCuba\tcountry\n"})
    with pytest.raises(ValueError, match=r"persons\.tsv: the header lacks type"):
        Lexicon(data | {"persons.tsv": b"canonical\ten\tes\n"})
    assert Lexicon(data).version == LEXICON.version
    assert Lexicon(
        data | {"places.tsv": data["places.tsv"] + b"Atlantis\tregion\t\tAtlantis\tAtlantis\t\t\n"}
    ).version != (LEXICON.version)


def test_measures_have_names_in_both_languages() -> None:
    lexicon = load_lexicon()
    assert {"accidents", "accidentes de tránsito"} <= set(lexicon.measure_forms("accidents"))
    assert all(lexicon.measure_forms(label) for label in lexicon.measures)
    assert lexicon.measure_forms("nothing of the kind") == ()
