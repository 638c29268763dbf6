"""What is put together out of a sentence: parts and wholes, what is left out, how sure it is. People are invented."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.confidence import START, WEIGHT, confidence

if TYPE_CHECKING:
    from collections.abc import Callable

    from extract.reading import Reading, Statement

    Read = Callable[..., Reading]

CEIBA, NELIA = "Observatorio Ceiba", "Nelia Ponce"


def figures(reading: Reading) -> list[Statement]:
    return [s for s in reading.statements if s.kind == "figure"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "In Holguín there are 40 political prisoners. Of these, 12 are ill."),
        ("es", "En Holguín hay 40 presos políticos. De ellos, 12 están enfermos."),
    ],
)
def test_a_part_is_not_counted_as_the_whole(read: Read, language: str, text: str) -> None:
    whole, part = figures(read(language, text))
    assert (whole.measure, whole.value) == ("political prisoners", 40)
    assert part.value == 12
    assert part.measure != whole.measure
    assert part.measure is not None
    assert part.measure.startswith("political prisoners (")


def test_who_counted_the_whole_vouches_for_its_parts_and_is_doubted(read: Read) -> None:
    text = f"El {CEIBA} contó 40 presos políticos. De ellos, 12 están enfermos."
    whole, part = figures(read("es", text))
    assert (whole.said_by, part.said_by) == (CEIBA, CEIBA)
    assert "source" in part.doubts
    assert "source" not in whole.doubts


@pytest.mark.parametrize(
    ("between", "speaker"),
    [("", CEIBA), ("El ministro dijo que no hay tales presos.\n", None)],
)
def test_the_only_one_who_counts_goes_on_in_the_next_paragraph(read: Read, between: str, speaker: str | None) -> None:
    text = f"El {CEIBA} contó 40 presos políticos.\n{between}En Holguín hay 12 presos políticos."
    assert [s.said_by for s in figures(read("es", text))] == [CEIBA, speaker]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", f"{NELIA} was released from prison on Monday. “I am free,” she said."),
        ("es", f"{NELIA} salió de prisión el lunes. «Ya soy libre», dijo."),
    ],
)
def test_direct_speech_of_less_than_five_words_is_no_quote(read: Read, language: str, text: str) -> None:
    assert [s.kind for s in read(language, text).statements] == ["event"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            "Holguín beat Matanzas 5-3 on Sunday. The pitcher Rubén Alcázar struck out 11 batters in six innings. "
            "“It was a very beautiful day for everyone,” he said.",
        ),
        (
            "es",
            "Holguín venció 5-3 a Matanzas el domingo. El lanzador Rubén Alcázar ponchó a 11 bateadores. "
            "«Ha sido un día muy bonito para todos», dijo.",
        ),
        ("es", "Mezcle 300 gramos de harina con 2 huevos y 100 gramos de azúcar."),
    ],
)
def test_an_article_outside_of_the_field_makes_no_statements(read: Read, language: str, text: str) -> None:
    reading = read(language, text)
    assert reading.figures
    assert reading.statements == ()


def test_a_figure_states_its_bound_and_its_limits(read: Read) -> None:
    text = (
        "More than 1,000 political prisoners are in Cuban prisons, and between 20 and 30 political prisoners are ill."
    )
    found = figures(read("en", text))
    assert [(s.bound, s.value, s.low, s.high) for s in found] == [
        ("more_than", 1000, 1000, None),
        ("between", None, 20, 30),
    ]


def test_an_age_has_neither_date_nor_place(read: Read) -> None:
    (age,) = figures(read("es", f"{NELIA}, de 34 años, fue detenida en Holguín el lunes."))
    assert (age.measure, age.date, age.place, age.hedge) == ("age", None, None, "asserted")


def test_a_quote_over_several_sentences_is_one_statement_with_all_of_them(read: Read) -> None:
    spoken = "They beat us all night. Nobody came. We were left alone in the dark."
    text = f"{NELIA} was released from prison on Monday. “{spoken}” she said."
    (quote,) = [s for s in read("en", text).statements if s.kind == "quote"]
    assert quote.quote == spoken
    assert spoken in quote.sentence == text[quote.start : quote.end]


@given(st.data(), st.sampled_from(sorted(START)), st.text(max_size=500))
def test_confidence_is_a_share_and_no_doubt_raises_it(data: st.DataObject, kind: str, sentence: str) -> None:
    doubts = data.draw(st.lists(st.sampled_from(sorted(WEIGHT[kind])), unique=True))
    lowered = [confidence(kind, doubts[:n], sentence) for n in range(len(doubts) + 1)]
    assert all(0 < value <= 1 for value in lowered)
    assert all(less <= more for more, less in pairwise(lowered))


def test_a_long_sentence_is_trusted_less() -> None:
    assert confidence("event", [], "x" * 400) < confidence("event", [], "x" * 40)


@pytest.mark.parametrize(
    ("language", "plain", "doubtful", "doubt"),
    [
        ("en", f"{NELIA} was released.", f"{NELIA} could be released.", "hedge"),
        ("en", f"{NELIA} was arrested.", f"The arrest of {NELIA} took place at night.", "noun"),
        ("en", f"{NELIA} was arrested.", "Some 30 protesters were arrested.", "group"),
        ("es", f"{NELIA} fue detenida.", f"La detención de {NELIA} ocurrió de noche.", "noun"),
    ],
)
def test_each_doubt_is_named_and_lowers_the_confidence(
    read: Read, language: str, plain: str, doubtful: str, doubt: str
) -> None:
    context = f"{NELIA} was jailed in 2024. " if language == "en" else f"{NELIA} fue encarcelada en 2024. "
    sure, unsure = (
        next(s for s in read(language, context + text).statements if s.kind == "event" and s.event != "imprisonment")
        for text in (plain, doubtful)
    )
    assert doubt in unsure.doubts
    assert doubt not in sure.doubts
    assert unsure.confidence < sure.confidence
