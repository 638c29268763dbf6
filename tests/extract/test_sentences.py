"""Sentences end where a careful reader ends them: after quotes, not after initials, never across paragraphs."""

import pytest

from extract.models import load_pipeline


def sentences(language: str, text: str) -> list[str]:
    return [s.text.strip() for s in load_pipeline(language)(text).sents if s.text.strip()]


@pytest.mark.parametrize(
    ("language", "parts"),
    [
        ("en", ['"They took him away," Nelia Ponce said in Holguín.', "Nobody answered the phone."]),
        ("es", ["«No nos vamos a callar», contó Nelia Ponce.", "Nadie respondió al teléfono."]),
        ("en", ["The list was signed by Omar P. Lleonart and Dr. Ruiz.", "It has 40 names."]),
        ("es", ["El Sr. Ruiz salió a las 6:10 a.m. de su casa.", "Volvió por la noche."]),
    ],
)
@pytest.mark.parametrize("separator", [" ", "\n"])
def test_sentences_end_where_a_reader_ends_them(language: str, parts: list[str], separator: str) -> None:
    assert sentences(language, separator.join(parts)) == parts


def test_a_line_feed_always_ends_a_sentence() -> None:
    assert sentences("en", "A heading without a stop\nThe police came at night.") == [
        "A heading without a stop",
        "The police came at night.",
    ]


@pytest.mark.parametrize(
    "dateline", ["LA HABANA, Cuba. —", "MIAMI, Estados Unidos.-", "LA HABANA, Cuba.-", "HOLGUÍN, Cuba —"]
)
def test_a_dateline_is_a_sentence_of_its_own(dateline: str) -> None:
    assert sentences("es", f"{dateline} La activista Nelia Ponce fue detenida el martes.") == [
        dateline,
        "La activista Nelia Ponce fue detenida el martes.",
    ]
