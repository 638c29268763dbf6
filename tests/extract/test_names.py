"""Names are found whole, of the right kind, and short forms find whom they stand for. All people here are invented."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract.lexicon import load_lexicon
from extract.models import load_pipeline
from extract.names import find_names
from extract.reading import Name

LEXICON = load_lexicon()
SHORT = {"person": "PER", "organization": "ORG", "place": "LOC"}


def names(text: str, language: str) -> list[Name]:
    return find_names(load_pipeline(language)(text), language, LEXICON)


def shown(text: str, language: str) -> list[str]:
    return [f"{SHORT[n.kind]} {n.text}" for n in names(text, language)]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "es",
            "La activista Yaneisi Corrales Duboy, de 34 años, fue detenida en Cabaiguán, según el Observatorio Ceiba.",
            ["PER Yaneisi Corrales Duboy", "LOC Cabaiguán", "ORG Observatorio Ceiba"],
        ),
        (
            "es",
            "El Tribunal Provincial Popular de Matanzas lo envió a la prisión de Agüica, dijo la Fiscalía.",
            ["ORG Tribunal Provincial Popular de Matanzas", "LOC Agüica", "ORG Fiscalía"],
        ),
        (
            "es",
            "Murió en el hospital Amalia Simoni, cerca de la calle General Lacret y del parque Maceo.",
            ["LOC Amalia Simoni", "LOC General Lacret", "LOC Maceo"],
        ),
        (
            "es",
            "El Gobierno cubano aplicó el Decreto-Ley 370 y el Código Penal el martes 3 de marzo.",
            [],
        ),
        (
            "es",
            "La plataforma Ventana al Mar y el medio El Cocuyo publicaron la lista de la Seguridad del Estado.",
            ["ORG Ventana al Mar", "ORG El Cocuyo", "ORG Seguridad del Estado"],
        ),
        (
            "en",
            "Cuba's Attorney General's Office charged Dr. Lázaro Benavides Quert, 51, in Old Havana on Friday.",
            ["LOC Cuba", "ORG Attorney General's Office", "PER Lázaro Benavides Quert", "LOC Old Havana"],
        ),
        (
            "en",
            "The Havana-based Lantern Legal Aid Network told The Gulf Courier that Cuban police were at Duval Street.",
            ["LOC Havana", "ORG Lantern Legal Aid Network", "ORG The Gulf Courier", "LOC Duval Street"],
        ),
        (
            "en",
            "U.S. diplomats, the European Union and the UN wrote to President Miguel Díaz-Canel. See @presos or #11J.",
            ["LOC U.S.", "ORG European Union", "ORG UN", "PER Miguel Díaz-Canel"],
        ),
        (
            "en",
            'The rapper Osvel "El Trueno" Carrazana O\'Farrill was moved to Kilo 8 prison in Camagüey province.',
            ['PER Osvel "El Trueno" Carrazana O\'Farrill', "LOC Kilo 8", "LOC Camagüey"],
        ),
        (
            "en",
            "Under the Helms-Burton Act and the Penal Code, seven Cubans marched on Independence Day.",
            [],
        ),
    ],
)
def test_names_alone_and_of_their_kind(language: str, text: str, expected: list[str]) -> None:
    assert shown(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "es",
            "Siguen presos Walfrido Limonta Poll (Guantánamo) y Mirta Aldama Duboy (Cienfuegos).",
            ["PER Walfrido Limonta Poll", "LOC Guantánamo", "PER Mirta Aldama Duboy", "LOC Cienfuegos"],
        ),
        ("en", "Lisdany Duboy told Radar Oriental that he is ill.", ["PER Lisdany Duboy", "ORG Radar Oriental"]),
        ("es", "La ONG Iniciativa Sin Rejas lo informó.", ["ORG Iniciativa Sin Rejas"]),
        ("es", "Periodistas de El Relámpago fueron retenidos.", ["ORG El Relámpago"]),
        (
            "en",
            "Rev. Alcides Limonta Poll of Bethel Baptist Church spoke in Regla.",
            ["PER Alcides Limonta Poll", "ORG Bethel Baptist Church", "LOC Regla"],
        ),
        (
            "es",
            "La Asociación de Maestros Libres en el Exilio y la red Puente Sur firmaron.",
            ["ORG Asociación de Maestros Libres en el Exilio", "ORG Puente Sur"],
        ),
        ("en", "He is held at the Palmview Detention Center.", ["LOC Palmview Detention Center"]),
        ("en", "Boxers Andy Limonta and Mirta Duboy left.", ["PER Andy Limonta", "PER Mirta Duboy"]),
    ],
)
def test_kinds_and_extents_beside_other_names(language: str, text: str, expected: list[str]) -> None:
    assert shown(text, language) == expected


def test_the_kind_of_body_stands_for_the_body_named_before() -> None:
    text = "El Observatorio Ceiba de Prisiones contó 40 arrestos. En mayo, el Observatorio contó 12."
    assert entities(text, "es") == {
        "Observatorio Ceiba de Prisiones": "Observatorio Ceiba de Prisiones",
        "Observatorio": "Observatorio Ceiba de Prisiones",
    }


def entities(text: str, language: str) -> dict[str, str]:
    return {n.text: n.entity for n in names(text, language)}


def test_short_forms_stand_for_the_fullest() -> None:
    found = entities(
        "Eva-Luz de la Guardia Sotolongo vive en Moa. Su hijo, Yordan Cabrera Guardia, la visita. "
        "De la Guardia tiene 37 años. «Eva-Luz escribe», dijo Cabrera a Radio Marabú.",
        "es",
    )
    assert found["De la Guardia"] == "Eva-Luz de la Guardia Sotolongo"
    assert found["Eva-Luz"] == "Eva-Luz de la Guardia Sotolongo"
    assert found["Cabrera"] == "Yordan Cabrera Guardia"


def test_the_first_surname_goes_before_the_second() -> None:
    found = entities(
        "Idania Peraza Toledo said her son, Osmel Cabrera Peraza, 19, was arrested at home. Peraza said he is ill.",
        "en",
    )
    assert found["Peraza"] == "Idania Peraza Toledo"


def test_an_acronym_stands_for_its_long_form() -> None:
    found = entities("La Red Marabú de Monitoreo (RMM) contó 40 casos. Para la RMM son pocos.", "es")
    assert found["RMM"] == "Red Marabú de Monitoreo"
    found = entities("La organización Cubanos en Vela (CEV) pidió ayuda. CEV espera respuesta.", "es")
    assert found["CEV"] == "Cubanos en Vela"


def test_the_lexicon_joins_both_languages() -> None:
    english = entities("Amnesty International and the Inter-American Commission on Human Rights wrote to Havana.", "en")
    spanish = entities("Amnistía Internacional y la CIDH escribieron a La Habana.", "es")
    assert sorted(english.values()) == sorted(spanish.values())


def test_a_nickname_is_its_bearer() -> None:
    found = entities(
        "El rapero Osvel Carrazana Rey, conocido como «El Trueno», volvió. El Trueno cantó en Gibara.", "es"
    )
    assert found["El Trueno"] == "Osvel Carrazana Rey"


def test_headings_name_only_what_the_text_names() -> None:
    text = "Five Questions About Political Prisoners in Cuba\nLisvany Duarte, 40, was freed, Prisoners Defenders said."
    assert shown(text, "en") == ["LOC Cuba", "PER Lisvany Duarte", "ORG Prisoners Defenders"]


ALPHABET = st.one_of(
    st.text(max_size=60),
    st.lists(
        st.sampled_from(
            [
                "María",
                "de la",
                "Cuba",
                "(ONU)",
                "«El",
                "Rayo»",
                "11J",
                "\n",
                "Dr.",
                "U.S.",
                "'s",
                "Asociación",
                "’",
                "P.",
                "Ñ",
            ]
        ),
        max_size=14,
    ).map(" ".join),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=ALPHABET, language=st.sampled_from(["en", "es"]))
def test_any_text_is_read_and_offsets_hold(text: str, language: str) -> None:
    end = 0
    for name in names(text, language):
        assert text[name.start : name.end] == name.text
        assert name.start >= end
        assert name.entity
        assert name.rule
        end = name.end


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("es", "La cuarta, M. A. Tornillero, de 19 años, fue multada.", ["PER M. A. Tornillero"]),
        ("es", "Fue la Red Alborada, 12, quien contó más.", ["ORG Red Alborada"]),
        ("es", "Según el grupo Amparo Costero, 31 días pasaron.", ["ORG Amparo Costero"]),
        ("es", "Lo dice el Padrón Nacional de Encausados.", ["ORG Padrón Nacional de Encausados"]),
        ("es", "Según el colectivo Vecinos por la Luz, son seis.", ["ORG Vecinos por la Luz"]),
        ("es", "Lo llevaron a la unidad policial conocida como El Tejar.", ["LOC El Tejar"]),
        (
            "es",
            "A Eduardo Quintana, el Mosca, lo golpearon; al Mosca lo curaron.",
            ["PER Eduardo Quintana", "PER Mosca", "PER Mosca"],
        ),
        ("es", "La Dama de Blanco Oneida Zamora fue detenida.", ["PER Oneida Zamora"]),
        ("es", "Juega con los Flamencos.", ["ORG Flamencos"]),
        ("es", "El Frente 4 de Abril y el Grupo de los 33 callan.", ["ORG Frente 4 de Abril", "ORG Grupo de los 33"]),
        ("es", "Salieron tres. Zamora y Quintana, que viven lejos, no volvieron.", ["PER Zamora", "PER Quintana"]),
        ("es", "Escriba al Apartado 77, Holguín.", ["LOC Holguín"]),
        ("en", "She lives at No. 12 on 7th Street, Miami, FL 33135.", ["LOC 7th Street", "LOC Miami", "LOC FL"]),
        ("en", "Marta Ruiz, a singer known as “El Zurdo,” got six years.", ["PER Marta Ruiz", "PER El Zurdo"]),
        ("en", "She told the Floridian Beacon so.", ["ORG Floridian Beacon"]),
        ("en", "He wrote in the Lantern Weekly. He told the Weekly more.", ["ORG Lantern Weekly", "ORG Weekly"]),
        ("en", "Manny Orozco caught it; it fell in Orozco's mitt.", ["PER Manny Orozco", "PER Orozco"]),
    ],
)
def test_names_by_what_they_go_by_and_where_they_stand(language: str, text: str, expected: list[str]) -> None:
    assert shown(text, language) == expected
