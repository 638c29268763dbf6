"""Who speaks in quotation marks, however reporters say so. All people and bodies are invented."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from extract.reading import Reading

    Read = Callable[..., Reading]

NELIA, RUBEN, CEIBA = "Nelia Ponce", "Rubén Alcázar", "Observatorio Ceiba"
EN, ES = "Rubén Alcázar was arrested on Monday.", "Rubén Alcázar fue detenido el lunes."
SAID, DIJO = "We have not slept for four days", "Llevamos cuatro días sin dormir"

TAGGED = [
    ("en", f"{EN} “{SAID},” said {NELIA}, a nurse.", [NELIA]),
    ("en", f"{EN} “{SAID},” his wife, {NELIA}, told Radio Faro.", [NELIA]),
    ("en", f"{EN} “{SAID},” a neighbor who saw it said.", ["neighbor"]),
    ("en", f"{EN} “{SAID},” said the wife, {NELIA}. “{SAID},” she added.", [NELIA, NELIA]),
    ("en", f"{EN} {NELIA}, his lawyer, called the trial “a farce written before the hearing.”", [NELIA]),
    ("en", f"{EN} For {NELIA}, the trial is “a farce written before the hearing.”", [NELIA]),
    ("en", f"{EN} {NELIA} said that an officer told her: “{SAID}.”", ["officer"]),
    ("en", f"{EN} “{SAID}.” That is how {NELIA} remembers it.", [NELIA]),
    ("en", f"{EN} ‘{SAID},’ said {NELIA}.", [NELIA]),
    ("es", f"{ES} «{DIJO}», contó por teléfono a Radio Faro su esposa, {NELIA}.", [NELIA]),
    ("es", f"{ES} «{DIJO}», resumió a la puerta del tribunal {NELIA}.", [NELIA]),
    ("es", f"{ES} «{DIJO}», relató un vecino que pidió el anonimato.", ["vecino"]),
    ("es", f"{ES} «{DIJO}», dijo {NELIA}. «{DIJO}», añadió.", [NELIA, NELIA]),
    ("es", f"{ES} {NELIA}, su abogada, tachó el juicio de «farsa con horario de oficina».", [NELIA]),
    ("es", f"{ES} Para {NELIA}, el juicio es «una farsa escrita de antemano».", [NELIA]),
    ("es", f"{ES} {NELIA} contó que un oficial le dijo: «{DIJO}».", ["oficial"]),
    ("es", f"{ES} «{DIJO}». Lo dice {NELIA}, abogada de dos presos.", [NELIA]),
    ("es", f"{ES} {NELIA} es su vecina. —{DIJO} —murmura ella, y calla.", [NELIA]),
    ("en", f"{EN} “{SAID},” as {NELIA} put it.", [NELIA]),
    ("en", f"{EN} The rector of Palmar, Monsignor {NELIA}, spoke of “a people worn out by so much waiting.”", [NELIA]),
    ("en", f"{EN} {NELIA} answered that nothing had been agreed and that “nobody has asked us for it.”", [NELIA]),
    ("en", f"{EN} According to the indictment, the accused “acted with full knowledge of it.”", ["indictment"]),
    ("en", f"{EN} His wife, {NELIA}, was told at the police station that he “is not on any list here.”", ["police"]),
    ("es", f"{ES} «{DIJO}», se despide {NELIA}, que mañana viaja.", [NELIA]),
    ("es", f"{ES} Una mujer que se presentó como «{NELIA}» le dijo al padre que él «no aparece en la lista».", [NELIA]),
    ("en", f"{EN} {NELIA}, his wife, went on to say that “nobody has told us where he is.”", [NELIA]),
    ("es", f"{ES} {NELIA}, su esposa, volvió a pedir «una prueba, una sola, de ese delito».", [NELIA]),
    ("es", f"{ES} A su esposa, {NELIA}, le dijeron en la unidad que él «no aparece en la lista».", []),
    ("es", f"{ES}\n—{DIJO} —cuenta {NELIA}—. Ella fue citada por una carta en que pedía «un abrigo y nada más».",
     [NELIA, NELIA]),
]  # fmt: skip
SINCE = [
    ("en", f"{EN} “{SAID},” said {NELIA}. Her sister, Marta Ponce, was fined. “{SAID},” she added.", [NELIA, NELIA]),
    ("en", "Ana and Luis Oro were jailed before anyone told their mother, Marta Oro. “They are well,” she said of it. "
     "“Nobody laid a hand on them,” she said.", ["Marta Oro"]),
    ("es", f"{ES} «{DIJO}», dijo {NELIA}. Su hermana, Marta Ponce, fue multada. «{DIJO}», agregó.", [NELIA, NELIA]),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "speakers"), TAGGED + SINCE)
def test_whoever_is_told_beside_a_quote_speaks(read: Read, language: str, text: str, speakers: list[str]) -> None:
    assert [s.said_by for s in read(language, text).statements if s.kind == "quote"] == speakers


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", f"{EN} He was charged with “propaganda against the order of the State.”"),
        ("en", f"{EN} Under the slogan “No more sons behind the bars”, mothers marched, {CEIBA} said."),
        ("en", f"{EN} He carried a sign that read “bread and freedom for all of us.”"),
        ("es", f"{ES} Fue condenado ese mismo año a 14 por «actos contra la independencia del Estado»."),
        ("es", f"{ES} «La esquina no se calla nunca», rezaba un cartel en el parque."),
        ("es", f"{ES} Dirigió el documental «La noche de los peces largos»."),
    ],
)
def test_offences_slogans_signs_and_titles_are_nobodys_speech(read: Read, language: str, text: str) -> None:
    assert [s.quote for s in read(language, text).statements if s.kind == "quote"] == []


@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        ("en", f"{EN} {NELIA} is his lawyer. “{SAID},” the lawyer said.", NELIA),
        ("en", f"“{SAID},” said his mother. {EN} His mother, {NELIA}, is 70.", NELIA),
        ("en", f"{EN} {NELIA} is the mother of Ana Ruiz. “{SAID},” said his mother.", "mother"),
        ("es", f"{ES} {NELIA}, que defiende a dos presos, llegó tarde. «{DIJO}», dijo la letrada.", NELIA),
        ("es", f"{ES} Su madre, {NELIA}, tiene 70 años. «{DIJO}», dijo la madre.", NELIA),
        ("es", f"{ES} {NELIA}, madre de mellizos, es vecina. «{DIJO}», dijo la madre del joven.", "madre del joven"),
    ],
)
def test_roles_and_relatives_stand_for_the_only_one_so_called(
    read: Read, language: str, text: str, speaker: str
) -> None:
    assert [s.said_by for s in read(language, text).statements if s.kind == "quote"] == [speaker]


def test_what_an_interviewer_puts_to_somebody_between_answers_is_no_quote(read: Read) -> None:
    text = (
        f"{NELIA} fue excarcelada en mayo.\n—¿Cómo se enteró usted de todo?\n—Por los gritos de los vecinos de al lado."
        "\n—Pero el acta dice que fue un día después.\n—El acta la llenaron cuando les dio la gana.\n—¿Volvería?"
        "\n—Con los ojos cerrados y sin pensarlo."
    )
    found = [(s.said_by, s.quote) for s in read("es", text).statements if s.kind == "quote"]
    assert found == [
        (NELIA, "Por los gritos de los vecinos de al lado"),
        (NELIA, "El acta la llenaron cuando les dio la gana"),
        (NELIA, "Con los ojos cerrados y sin pensarlo"),
    ]
