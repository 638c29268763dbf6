"""Direct speech in all the quotation marks of both languages, dashes and paragraph breaks included."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.quotes import find_quotes, question_turns


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("«No nos vamos a callar», contó Nelia Ponce.", ["No nos vamos a callar"]),
        ("“We will not be silent,” said Nelia Ponce.", ["We will not be silent"]),
        ('"We will not be silent," said Nelia Ponce.', ["We will not be silent"]),
        ("„We will not be silent“, she said.", ["We will not be silent"]),
        (
            '"It was night," she said, "and nobody came."',
            ["It was night", "and nobody came."],
        ),
        ("«Él dijo “basta” y se fue», contó.", ["Él dijo “basta” y se fue"]),
        ("It's the guards' turn, they don't know.", []),
        ("A mark that never closes “in its paragraph.\nAnother paragraph.", []),
        ("“It was night.\n“Nobody came,” she said.", ["It was night.\n“Nobody came"]),
        ("«Era de noche.\n»Nadie vino», dijo.", ["Era de noche.\n»Nadie vino"]),
        ("—Se lo llevaron descalzo —dijo la abuela—. Yo lo vi.", ["Se lo llevaron descalzo", "Yo lo vi"]),
        ("—No sé nada.", ["No sé nada"]),
    ],
)
def test_quotes_are_found_whole(text: str, spoken: list[str]) -> None:
    assert [q.text for q in find_quotes(text)] == spoken


def test_narration_after_dialogue_that_quotes_in_other_marks_is_no_turn() -> None:
    quotes = find_quotes("—Firmé y me fui —cuenta ella—. Salió. Pedía “un abrigo y una respuesta”.")
    assert [q.text for q in quotes] == ["Firmé y me fui", "Salió", "un abrigo y una respuesta"]


def test_a_turn_that_only_asks_is_an_interviewers_question() -> None:
    text = "—¿Cuándo salió usted de Cuba?\n—En mayo, con mi madre."
    question, answer = find_quotes(text)
    assert question_turns(text, [question, answer]) == {question}


@given(st.text(alphabet=st.sampled_from("ab «»“”\"—–-.,?\n'"), max_size=60))
def test_offsets_point_at_the_quote_and_none_overlap(text: str) -> None:
    quotes = find_quotes(text)
    for quote in quotes:
        assert text[quote.start : quote.end] == quote.text
        assert quote.outer_start <= quote.start < quote.end <= quote.outer_end
    assert all(a.outer_end <= b.outer_start for a, b in pairwise(quotes))
