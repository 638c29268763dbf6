"""Who vouches for what is said, and who speaks in quotation marks. All people and outlets are invented."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from extract.reading import Reading, Statement

    Read = Callable[..., Reading]

CEIBA, NELIA, RUBEN, ODALYS = "Observatorio Ceiba", "Nelia Ponce", "Rubén Alcázar", "Odalys Cepero"


def figures(reading: Reading) -> list[Statement]:
    return [s for s in reading.statements if s.kind == "figure"]


def quotes(reading: Reading) -> list[tuple[str | None, str | None]]:
    return [(s.said_by, s.quote) for s in reading.statements if s.kind == "quote"]


ATTRIBUTED = [
    ("es", "Hay 40 presos políticos, según el informe que el grupo Registro Yara presentó ayer.", "Registro Yara"),
    ("en", "There are 40 political prisoners, according to the report that Yara Watch released.", "Yara Watch"),
    ("en", f"The {CEIBA} said that 40 prisoners are ill.", CEIBA),
    ("en", f"According to the {CEIBA}, 40 prisoners are ill.", CEIBA),
    ("en", f"40 prisoners are ill, according to the {CEIBA}.", CEIBA),
    ("en", f"At least 40 prisoners, the {CEIBA} said, are ill.", CEIBA),
    ("en", f"At least 40 prisoners are ill, said {NELIA}.", NELIA),
    ("en", f"The report of the {CEIBA} says that there are 40 political prisoners.", CEIBA),
    ("en", f"{ODALYS}, the mother of {NELIA}, said that 40 prisoners are ill.", ODALYS),
    ("en", f"By the {CEIBA}'s arithmetic 40 prisoners are ill.", CEIBA),
    ("en", f"For the {CEIBA}, there are 40 political prisoners.", CEIBA),
    ("en", f"The 40 arrests documented by the {CEIBA} took place in May.", CEIBA),
    ("en", f"40 prisoners are ill, according to the {CEIBA}, whose director is {NELIA}.", CEIBA),
    ("es", f"Para el {CEIBA}, hay 40 presos políticos.", CEIBA),
    ("es", f"Son 40 los arrestos contados por el {CEIBA}.", CEIBA),
    ("es", f"Hay 40 presos enfermos, según denunció en redes sociales su hermana, {ODALYS}.", ODALYS),
    ("es", f"La medida, aprobada por el Consejo, afecta a 40 presos enfermos, de acuerdo con el {CEIBA}.", CEIBA),
    ("es", f"El {CEIBA} dijo que 40 presos están enfermos.", CEIBA),
    ("es", f"Según el {CEIBA}, 40 presos están enfermos.", CEIBA),
    ("es", f"Hay 40 presos enfermos, según el {CEIBA}.", CEIBA),
    ("es", f"De acuerdo con {ODALYS}, hay 40 presos enfermos en Agüica.", ODALYS),
    ("es", f"Unos 40 presos, afirmó el {CEIBA}, están enfermos.", CEIBA),
    ("es", f"El informe del {CEIBA} recoge que hay 40 presos políticos.", CEIBA),
    ("es", f"{ODALYS}, madre de {NELIA}, denunció que 40 presos están enfermos.", ODALYS),
]


@pytest.mark.parametrize(("language", "text", "speaker"), ATTRIBUTED)
def test_whoever_is_named_before_within_or_after_vouches(read: Read, language: str, text: str, speaker: str) -> None:
    (figure,) = figures(read(language, text))
    assert (figure.value, figure.said_by) == (40, speaker)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "There are 40 political prisoners in Cuba."),
        ("es", "En Cuba hay 40 presos políticos."),
        ("es", f"{NELIA} fue condenada a seis años de prisión."),
        ("es", f"Un tribunal de Camagüey condenó a {NELIA} a seis años de prisión."),
        ("en", f"A court in Camagüey sentenced {NELIA} to six years in prison."),
    ],
)
def test_what_the_article_asserts_itself_is_said_by_nobody(read: Read, language: str, text: str) -> None:
    assert {s.said_by for s in read(language, text).statements} == {None}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", f"Radio Faro noted that the {CEIBA} counted 40 political prisoners."),
        ("es", f"Radio Faro señaló que el {CEIBA} contabilizó 40 presos políticos."),
    ],
)
def test_of_what_is_passed_on_the_innermost_vouches(read: Read, language: str, text: str) -> None:
    (figure,) = figures(read(language, text))
    assert figure.said_by == CEIBA


@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        ("es", f"{RUBEN} fue detenido el lunes, confirmó a El Tamarindo su hija.", "hija"),
        ("es", f"{RUBEN} fue detenido el lunes, confirmó a Radio Faro su hija {NELIA}.", NELIA),
        ("en", f"{RUBEN} was arrested on Monday, his daughter told Radio Faro.", "his daughter"),
    ],
)
def test_the_listener_is_not_the_speaker(read: Read, language: str, text: str, speaker: str) -> None:
    (event,) = read(language, text).statements
    assert (event.who, event.said_by) == ((RUBEN,), speaker)


@pytest.mark.parametrize(
    ("language", "text", "speakers"),
    [
        (
            "en",
            f"The {CEIBA} counted 40 political prisoners; Amnesty International counted 35 political prisoners.",
            [CEIBA, "Amnesty International"],
        ),
        (
            "es",
            f"El {CEIBA} contó 40 presos políticos; Amnistía Internacional contó 35 presos políticos.",
            [CEIBA, "Amnesty International"],
        ),
        (
            "en",
            f"The {CEIBA} counted 40 political prisoners; the government speaks of 35 prisoners.",
            [CEIBA, "government"],
        ),
        ("es", f"El {CEIBA} contó 40 presos políticos. El gobierno habla de 35 presos.", [CEIBA, "gobierno"]),
    ],
)
def test_each_side_of_a_semicolon_or_stop_is_vouched_for_on_its_own(
    read: Read, language: str, text: str, speakers: list[str | None]
) -> None:
    found = figures(read(language, text))
    assert [(s.value, s.said_by) for s in found] == list(zip([40, 35], speakers, strict=True))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", f"The {CEIBA}, based in Madrid, reported that 40 prisoners are ill."),
        ("es", f"El {CEIBA}, con sede en Madrid, documentó 40 detenciones en Cuba."),
        ("es", f"El {CEIBA}, radicado en Madrid, documentó 40 detenciones en Cuba."),
    ],
)
def test_the_seat_of_an_organization_neither_speaks_nor_is_where_it_happened(
    read: Read, language: str, text: str
) -> None:
    (figure,) = figures(read(language, text))
    assert figure.said_by == CEIBA
    assert figure.place != "Madrid"


def test_a_subject_left_out_is_the_one_told_of_last_and_is_doubted(read: Read) -> None:
    (figure,) = figures(read("es", f"{NELIA} habló con Radio Faro. Dijo que 40 presos están enfermos."))
    assert figure.said_by == NELIA
    assert "speaker" in figure.doubts


EN = f"{NELIA} was jailed in Agüica in May."
ES = f"{NELIA} fue encarcelada en Agüica en mayo."
SPOKEN = [
    ("en", f"{EN} “We will not be silent about this,” said the activist {ODALYS}.", ODALYS),
    ("en", f'{EN} "We will not be silent about this," {ODALYS}, a teacher, told Radio Faro.', ODALYS),
    ("en", f"{EN} {ODALYS} said: “We will not be silent about this.”", ODALYS),
    ("en", f"{EN}\n{ODALYS}: “We will not be silent about this.”", ODALYS),
    ("en", f"{EN} “We will not be silent about this,” she said.", NELIA),
    ("es", f"{ES} «No nos vamos a callar ante esto», contó {ODALYS}.", ODALYS),
    ("es", f"{ES} “No nos vamos a callar ante esto”, denunció la activista {ODALYS}.", ODALYS),
    ("es", f"{ES} {ODALYS} dijo: «No nos vamos a callar ante esto».", ODALYS),
    ("es", f"{ES} Según {ODALYS}, “no nos vamos a callar ante esto”.", ODALYS),
    ("es", f"{ES}\n—No nos vamos a callar ante esto —dijo {ODALYS}.", ODALYS),
    ("es", f"{ES} «No nos vamos a callar ante esto», dijo.", NELIA),
]


@pytest.mark.parametrize(("language", "text", "speaker"), SPOKEN)
def test_quotes_of_every_shape_have_their_speaker(read: Read, language: str, text: str, speaker: str) -> None:
    ((said_by, quote),) = quotes(read(language, text))
    assert said_by == speaker
    assert quote is not None
    assert quote.rstrip(".").lower() in {"we will not be silent about this", "no nos vamos a callar ante esto"}


@pytest.mark.parametrize(
    ("language", "text", "stretches"),
    [
        (
            "en",
            f'{EN} "It was already late night," she said, "and nobody came to open the door."',
            ["It was already late night", "and nobody came to open the door."],
        ),
        (
            "es",
            f"{ES}\n—No nos vamos a callar —dijo ella—. Queremos que vuelvan a la casa.",
            ["No nos vamos a callar", "Queremos que vuelvan a la casa"],
        ),
        (
            "es",
            f'{ES} "No tengo miedo de nada", dijo. "Voy a seguir escribiendo poemas."',
            ["No tengo miedo de nada", "Voy a seguir escribiendo poemas."],
        ),
    ],
)
def test_a_broken_quote_is_a_statement_for_each_stretch_by_one_speaker(
    read: Read, language: str, text: str, stretches: list[str]
) -> None:
    assert quotes(read(language, text)) == [(NELIA, words) for words in stretches]


def test_a_quote_that_nobody_says_is_no_statement(read: Read) -> None:
    assert quotes(read("en", f"{EN}\n“We will not be silent about this.” Nobody answered.")) == []


REACHES = [
    # Words put in between cover what stands around them; after "and" or "who", only what follows.
    ("es", f"Unos 40 presos siguen en celdas de castigo, informó ayer el {CEIBA}.", {40: CEIBA}),
    ("es", f"Hay 40 presos políticos en Agüica, indicó {NELIA}, que no quiso dar detalles.", {40: NELIA}),
    (
        "en",
        f"In Agüica, the {CEIBA} says, 40 prisoners are ill; a year earlier it had been 12.",
        {40: CEIBA, 12: CEIBA},
    ),
    ("en", f"In Agüica 40 prisoners are ill, and 12, {NELIA} says, have been moved.", {40: None, 12: NELIA}),
    # Accounts side by side, the verb left out once.
    (
        "es",
        f"El {CEIBA} contabilizó 40 presos políticos y Amnistía Internacional, 12.",
        {40: CEIBA, 12: "Amnesty International"},
    ),
    # Whose count it is, without a word of saying.
    ("en", f"By the {CEIBA}'s count 40 prisoners are ill.", {40: CEIBA}),
    ("es", f"La lista del {CEIBA} incluye a 40 presos políticos.", {40: CEIBA}),
    # What is taken for granted is nobody's report.
    ("en", f"{NELIA} condemned the arrest of 40 prisoners.", {40: None}),
]


@pytest.mark.parametrize(("language", "text", "vouched"), REACHES)
def test_words_of_saying_reach_as_far_as_their_stretch(
    read: Read, language: str, text: str, vouched: dict[int, str | None]
) -> None:
    found = {int(s.value): s.said_by for s in figures(read(language, text)) if s.value is not None}
    assert found == vouched


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", f"{NELIA} was not tried by a military court, as her supporters had feared."),
        ("es", f"{NELIA} no fue juzgada por un tribunal militar, como habían temido sus seguidores."),
    ],
)
def test_what_was_feared_is_not_vouched_for(read: Read, language: str, text: str) -> None:
    assert {s.said_by for s in read(language, text).statements} == {None}


@pytest.mark.parametrize(
    ("language", "text", "vouched"),
    [
        (
            "en",
            f"The {CEIBA} counted 40 political prisoners in May.\n\nFor example, 12 women are among the inmates.",
            {40: CEIBA, 12: CEIBA},
        ),
        (
            "es",
            f"El {CEIBA} contabilizó 40 presos políticos.\n\nDe ese total, 12 son mujeres.",
            {40: CEIBA, 12: CEIBA},
        ),
        (
            "es",
            f"El {CEIBA} contabilizó 40 presos políticos.\n\nLa marcha terminó en calma. Además, 12 vecinos cantaron.",
            {40: CEIBA, 12: None},
        ),
    ],
)
def test_a_report_goes_on_until_the_article_tells_of_something_else(
    read: Read, language: str, text: str, vouched: dict[int, str | None]
) -> None:
    found = {int(s.value): s.said_by for s in figures(read(language, text)) if s.value is not None}
    assert found == vouched


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        ("en", f"There were 40 arrests, according to {NELIA}, or 60 arrests, according to {ODALYS}.", [NELIA, ODALYS]),
        (
            "es",
            f"El {CEIBA} mantiene que hubo 30 arrestos, frente a los 60 que documentó el Foro Yagrumal.",
            [CEIBA, "Foro Yagrumal"],
        ),
        ("en", "This newspaper counted 40 political prisoners.", [None]),
        ("es", "Este diario contó 40 presos políticos.", [None]),
    ],
)
def test_each_account_is_told_apart(read: Read, language: str, text: str, said: list[str | None]) -> None:
    assert [f.said_by for f in figures(read(language, text))] == said


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", f"{ODALYS} said that {RUBEN} was transferred. She added that 40 prisoners are ill."),
        ("es", f"{ODALYS} denunció que {RUBEN} fue trasladado. Agregó que 40 presos están enfermos."),
    ],
)
def test_whoever_spoke_last_speaks_on(read: Read, language: str, text: str) -> None:
    (figure,) = figures(read(language, text))
    assert figure.said_by == ODALYS
