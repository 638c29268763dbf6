"""What the quickened components find is what spaCy's own find."""

from __future__ import annotations

import warnings

import pytest
import spacy
from spacy.language import Language

from extract import components, sentences
from extract.models import load_pipeline, model_name

ATTRIBUTES = ("TAG", "POS", "MORPH", "LEMMA", "DEP", "HEAD", "SENT_START", "ENT_TYPE", "ENT_IOB")
TEXTS = {
    "en": (
        "Police arrested Nelia Ponce de León and 40 others in San Antonio de los Baños on March 3, 2026.\n"
        "Let's say there are two; it ain't much. “We're gonna see him,” said Rubén Alcázar of Radio Faro.",
        "The Ceiba Observatory, the Inter-American Commission on Human Rights and\nNew Harbour Times  had it, y'all.",
        "", " \n\t ", "Havana", "\x00\u200b 🙂 \u00a0Ponce\r\n—", "Nelia Ponce",
    ),
    "es": (
        "La policía detuvo a Nelia Ponce de León en San Antonio de los Baños el 3 de marzo de 2026, dijo el "
        "Observatorio Ceiba.\n«No nos vamos a callar», respondió Rubén Alcázar, de la Comisión de Derechos Humanos.",
        "", " \n\t ", "Holguín", "\x00\u200b 🙂 \u00a0Ponce\r\n—", "El Observatorio",
    ),
}  # fmt: skip


@pytest.fixture(scope="module", params=["en", "es"])
def bare(request: pytest.FixtureRequest) -> Language:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        nlp = spacy.load(model_name(request.param))
    nlp.add_pipe(sentences.news_sentences.__name__, first=True)
    return nlp


def test_every_attribute_of_every_token_is_what_spacy_sets(bare: Language) -> None:
    language = bare.lang or ""
    quick = load_pipeline(language)
    assert {"entities", "attributes"} <= set(quick.pipe_names)
    for text in (*TEXTS[language], "\n".join(TEXTS[language]) * 2):
        theirs, ours = bare(text), quick(text)
        for name in ATTRIBUTES:
            assert ours.to_array(name).tolist() == theirs.to_array(name).tolist(), (name, text)


def test_forgetting_the_kinds_of_tokens_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    nlp = load_pipeline("en")
    before = [(t.pos_, t.lemma_, str(t.morph)) for t in nlp(TEXTS["en"][0])]
    monkeypatch.setattr(components, "MOST_KINDS", 1)
    nlp("Nobody ever wrote this: zyx.")
    assert [(t.pos_, t.lemma_, str(t.morph)) for t in nlp(TEXTS["en"][0])] == before


def test_a_pipeline_of_another_make_is_left_alone() -> None:
    nlp = spacy.blank("es")
    nlp.add_pipe("sentencizer")
    components.quicken(nlp)
    assert nlp.pipe_names == ["sentencizer"]
