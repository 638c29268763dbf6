"""Acts of saying: reporting verbs, "according to" phrases, counts that are somebody's, and their speakers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from extract.context import Context, Sentence, lemma, morph, noun_phrase
from extract.lexicon import fold
from extract.reference import FEMALE, MALE, People, Reference
from extract.slots import SEAT
from extract.verbs import is_participle, reports, subject_of
from extract.wordlists import people_nouns, roles, triggers

if TYPE_CHECKING:
    from spacy.tokens import Token

    from extract.lexicon import Lexicon

NUMBERING = frozenset(("cifra", "cifran", "sitúa", "sitúan", "eleva", "elevan", "fija", "fijan", "calcula", "estima"))
"""Verb forms of numbering that a small tagger takes for nouns."""
_REACHED = re.compile(
    r"(?i)\s+(?:(?:consultad|citad|entrevistad|contactad|localizad)[oa]s?|reached|contacted|interviewed|consulted|quoted|"
    r"cited|who|que|whose|cuy[oa]s?)\b.*"
)
_FOR = re.compile(r"\s*(?:For|Para)\s+(?:the|el|la|los|las)?\s*")
_DONE_BY = re.compile(r",|\b(?:by|por)\b")
"""What no longer tells who speaks: "the measure, approved by the Council"."""
TELLING = frozenset(("tell", "inform", "assure"))
"""Reporting verbs after which the listener stands, not the speaker: ", told Radio X"."""
PUTTING = frozenset(("put", "place", "set"))
"""Reporting verbs with an object before the count: ", put the crowd at 60"."""
ADDING = frozenset(
    (
        "agregar",
        "añadir",
        "continuar",
        "proseguir",
        "precisar",
        "detallar",
        "apuntar",
        "explicar",
        "insistir",
        "concluir",
    )
)
"""Verbs of whoever speaks on."""
SILENCE = 3
"""How many sentences on "it added" still means the body that spoke last."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One act of saying in one sentence: by a ``verb``, or by a phrase ("according to") that covers the whole sentence
    (``verb`` None). ``start`` is where its verb or phrase begins, in code points; ``spans`` are the stretches that a
    count of somebody's covers, where they are told apart from what words of saying cover."""

    sentence: int
    speaker: Reference | None
    verb: Token | None
    start: int
    end: int
    rule: str
    spans: tuple[tuple[int, int], ...] = ()


@cache
def phrase_pattern(lexicon: Lexicon, language: str) -> re.Pattern[str]:
    phrases = sorted(lexicon.words("attribution_phrase", language), key=len, reverse=True)
    return re.compile(r"(?i)(?<!\w)(?:" + "|".join(re.escape(p) for p in phrases) + r")(?!\w)")


def singular_words(phrase: str) -> set[str]:
    """The words of a phrase in lower case, each also as its plural's singular and without "ex"."""
    words = {w.lower() for w in re.findall(r"[^\W\d_]+", phrase)}
    words |= {w.removeprefix("ex") for w in words if len(w) > len("ex") + 3}
    singular = words | {w.removesuffix("s") for w in words} | {w.removesuffix("es") for w in words}
    return singular | {w.removesuffix("ies") + "y" for w in words if w.endswith("ies")}


class Frames:
    """Finds the frames of an article's sentences."""

    def __init__(self, context: Context, people: People) -> None:
        self.context = context
        self.people = people
        self._last: Frame | None = None
        self.counting = context.lexicon.words("record_verb", context.language)
        self.verbs = frozenset(fold(v) for v in context.lexicon.words("attribution_verb", context.language))

    def of(self, sentence: Sentence) -> list[Frame]:
        """The frames of one sentence, those without a known speaker included."""
        found = [f for t in sentence.span if (f := self._verb_frame(t, sentence)) is not None]
        found += self._for_whom(sentence)
        pattern = phrase_pattern(self.context.lexicon, self.context.language)
        for match in pattern.finditer(self.context.article.text, sentence.start, sentence.end):
            if self.context.quote_at(match.start()) is None:
                frame = self._phrase_frame(match.start(), match.end(), sentence)
                if frame is not None:
                    found.append(frame)
        return found

    def _for_whom(self, sentence: Sentence) -> list[Frame]:
        """ "For the Observatory, there were 312": a body at the beginning whose count the sentence gives."""
        opened = _FOR.match(self.context.article.text, sentence.start, sentence.end)
        named = self.context.names_between(opened.end(), min(opened.end() + 90, sentence.end)) if opened else []
        if opened is None or not named or named[0].start != opened.end() or named[0].kind != "organization":
            return []
        rest = self.context.article.text[named[0].end : sentence.end]
        if not re.match(r"(?:\s\([^)]*\))?,\s", rest) or not any(
            sentence.start <= f.start < sentence.end for f in self.context.figures
        ):
            return []
        speaker = Reference(named[0].entity, named[0])
        return [Frame(sentence.index, speaker, None, sentence.start, named[0].end, "speech.phrase")]

    def _verb_frame(self, token: Token, sentence: Sentence) -> Frame | None:
        if not self._is_reporting(token) or self.context.quote_at(token.idx) is not None:
            return None
        if not reports(token):
            return None
        subject = subject_of(token)
        if subject is None and token.dep_ == "advcl" and self._leaves_subject_out(token):
            subject = self._subject_above(token)
        if subject is not None and self.context.quote_at(subject.idx) is not None and not self._names(subject):
            subject = None
        speaker, rule = None, "speech.subject"
        if subject is not None and subject.i < token.i and self._inverted(token):
            speaker, rule = self._able(self._beside(token, sentence)), "speech.beside"
        if subject is not None and self._is_this_outlet(subject):
            return None
        if subject is not None and subject.lower_ == "que" and lemma(token) in self.counting:
            speaker = self._able(self._beside(token, sentence))  # "las 63 que documentó el registro"
            rule = "speech.beside"
        if speaker is None and subject is not None and subject.lower_ in FEMALE | MALE:
            speaker, rule = self._speaking_on(sentence, subject.lower_), "speech.same_speaker"
        if speaker is None and subject is not None:
            speaker, rule = self._able(self.people.phrase(subject)), "speech.subject"
        elif speaker is None and is_participle(token):
            speaker = self._named_subject_before(token, sentence)
        if speaker is None:
            speaker, rule = self._beside(token, sentence), "speech.beside"
        if speaker is None and subject is not None and self._between_commas(token):
            subject = None  # "Solo en Camagüey, agrega, murieron siete"
            speaker = self._who_spoke_last(token, sentence, None)
            rule = "speech.same_speaker"
        if speaker is None and subject is None and self._leaves_subject_out(token):
            added = self._speaking_on(sentence, "") if lemma(token) in ADDING else None
            speaker, rule = added or self.people.pronoun(token), "speech.missing_subject"
        if speaker is not None and speaker.name is not None and speaker.name.kind == "place":
            speaker = self._body_before(token, sentence) or speaker
        if speaker is None and (subject is None or subject.lower_ == "it"):
            speaker, rule = self._who_spoke_last(token, sentence, subject), "speech.same_speaker"
        if speaker is not None and self._is_the_outlet(speaker):
            speaker = None
        speaker = self._able(speaker)
        frame = Frame(sentence.index, speaker, token, token.idx, token.idx + len(token), rule)
        if speaker is not None:
            self._last = frame
        return frame

    def _names(self, subject: Token) -> bool:
        """Whether words in quotation marks are a name, or part of one: the "Group of 75" said."""
        return self.context.name_of(subject) is not None

    @staticmethod
    def _subject_above(verb: Token) -> Token | None:
        """The subject of the clause that a Spanish subordinate one without a subject of its own hangs under: "el
        ministerio no ha hablado desde que negó …"."""
        for above in verb.ancestors:
            subject = subject_of(above) if above.pos_ in {"VERB", "AUX"} else None
            if subject is not None:
                return subject if subject.i < verb.i else None
        return None

    def _able(self, speaker: Reference | None) -> Reference | None:
        """A speaker, where it is one who can speak."""
        return speaker if speaker is not None and self._can_speak(speaker) else None

    def _is_the_outlet(self, speaker: Reference) -> bool:
        """Whether an outlet tells what it reported itself: the article vouches for that."""
        if speaker.name is None or speaker.name.kind != "organization":
            return False
        own = "".join(w for w in fold(self.context.article.outlet).split())
        named = re.sub(r"[^a-z0-9]|^(?:the|el|la|los|las|diario)\s", "", fold(speaker.name.text))
        return len(named) > len("diario") - 1 and re.sub(r"[^a-z0-9]", "", own).endswith(named)

    def _who_spoke_last(self, token: Token, sentence: Sentence, subject: Token | None) -> Reference | None:
        """Whom "it added", "añadió" stand for: the body that spoke last, nobody after it."""
        last = self._last
        if last is None or last.speaker is None or last.speaker.name is None:
            return None
        near = sentence.paragraph - self.context.sentences[last.sentence].paragraph <= 1
        if not near or sentence.index - last.sentence > SILENCE or last.speaker.name.kind != "organization":
            return None
        implied = subject is not None or self._leaves_subject_out(token)
        return Reference(last.speaker.text, last.speaker.name, sure=False) if implied else None

    def _is_this_outlet(self, subject: Token) -> bool:
        """Whether "this newspaper", "este medio" counted: the article itself vouches for that."""
        this = any(c.lower_ in {"this", "este", "esta", "our", "nuestra", "nuestro"} for c in subject.lefts)
        return this and subject.lower_ in self.context.lexicon.words("media_noun", self.context.language)

    def _between_commas(self, verb: Token) -> bool:
        """Whether a Spanish verb of saying stands alone between commas, its speaker left out."""
        last = verb.i + 1 >= len(verb.doc)
        alone = verb.i > 0 and not last and verb.nbor(-1).text == "," and verb.nbor().text in {",", "."}
        return alone and self._leaves_subject_out(verb)

    def _speaking_on(self, sentence: Sentence, pronoun: str) -> Reference | None:
        """Whom "she added", "agregó" stand for: the person who spoke last, in this sentence or the one before, of that
        gender where ``pronoun`` tells it."""
        last = self._last.speaker.name if self._last is not None and self._last.speaker is not None else None
        if self._last is None or last is None or last.kind != "person":
            return None
        gender = "f" if pronoun in FEMALE else "m" if pronoun in MALE else None
        near = sentence.index - self._last.sentence <= 1
        fits = gender is None or self.people.gender.get(last.entity, gender) == gender
        return Reference(last.entity, last, sure=False) if near and fits else None

    def _body_before(self, token: Token, sentence: Sentence) -> Reference | None:
        """The organization whose seat was taken for the subject: "Registro X, con sede en Miami, documentó"."""
        bodies = self.context.names_between(sentence.start, token.idx, "organization")
        if not bodies or self.context.quote_at(bodies[-1].start) is not None:
            return None
        between = self.context.article.text[bodies[-1].end : token.idx]
        return Reference(bodies[-1].entity, bodies[-1]) if SEAT.search(between) or "(" in between[:3] else None

    def _named_subject_before(self, token: Token, sentence: Sentence) -> Reference | None:
        """The nearest named subject to the left of a participle whose own subject the parser did not see."""
        for name in reversed(self.context.names_between(sentence.start, token.idx)):
            if self.context.head_of(name.start, name.end).dep_.startswith("nsubj") and not self.context.quote_at(
                name.start
            ):
                return Reference(name.entity, name, sure=False)
        return None

    def _inverted(self, verb: Token) -> bool:
        """Whether a comma stands before a reporting verb and a name or article after it: ", reported Registro X"."""
        if (
            lemma(verb) in TELLING | PUTTING
            or not 0 < verb.i < len(verb.doc) - 1
            or verb.nbor(-1).text not in {",", '"', "”", "»", "—"}
        ):
            return False
        after = verb.doc[self._after_listener(verb)]
        return self.context.name_of(after) is not None or after.pos_ == "DET"

    def _after_listener(self, verb: Token) -> int:
        """Index of the token after a reporting verb and whom it was told: "confirmó a El Diario su hija"."""
        doc, at = verb.doc, verb.i + 1
        while at < len(doc) - 1 and doc[at].pos_ in {"ADV", "PART"}:
            at += 1
        if at + 1 < len(doc) and doc[at].lower_ in {"a", "al", "to"}:
            article = doc[at + 1].pos_ == "DET" and at + 2 < len(doc)
            told = self.context.name_of(doc[at + 2 if article else at + 1])
            if told is not None and told.kind == "organization":
                at += 2 if article else 1
                while at < len(doc) - 1 and self.context.name_of(doc[at]) is told:
                    at += 1
        return min(at, len(doc) - 1)

    def _is_reporting(self, token: Token) -> bool:
        """Whether a token is a reporting verb; "cifra en 947" is one also where the tagger sees a noun."""
        if token.pos_ == "VERB":
            return fold(lemma(token)) in self.verbs and not self._sentences(
                token
            )  # the small model makes "sitúar" of "sitúa"
        if token.lower_ not in NUMBERING or token.i + 2 >= len(token.doc):
            return False
        return token.nbor().lower_ in {"en", "a"} and any(
            0 <= f.start - token.idx <= len(token.text) + 6 for f in self.context.figures
        )

    def _sentences(self, token: Token) -> bool:
        """Whether a court's "condenó a seis años": what it says is done, not reported."""
        return any(
            f.measure == "sentence"
            and f.start > token.idx
            and any(t.event == "sentence" for t in triggers(self.context.language).get(lemma(token), ()))
            and self.context.clause(self.context.head_of(f.start, f.end)).i == token.i
            for f in self.context.figures
        )

    def _leaves_subject_out(self, token: Token) -> bool:
        """Spanish "dijo", "agregó" without a subject: whoever was spoken of last."""
        forms = [token, *(c for c in token.children if c.dep_ == "aux")]
        return self.context.language == "es" and any(
            "3" in morph(f, "Person") and "Sing" in morph(f, "Number") for f in forms
        )

    def _phrase_frame(self, start: int, end: int, sentence: Sentence) -> Frame | None:
        after = self.context.token_at(end + 1)
        if after.pos_ in {"VERB", "AUX"} or after.idx < end:
            return None
        if after.lower_ in FEMALE | MALE and after.i + 1 < len(after.doc) and after.nbor().is_punct:
            spoke = self._speaking_on(sentence, after.lower_) or self.people.pronoun(after)  # "according to her, …"
            return Frame(sentence.index, spoke, None, start, after.idx + len(after), "speech.phrase") if spoke else None
        head = self.phrase_head(after, sentence)
        speaker = self.people.phrase(head) if head is not None else None
        if speaker is None or not self._can_speak(speaker):
            return None
        if speaker.name is None:
            speaker = self._without_the_phrase(speaker, start, end)
            last = noun_phrase(head)[-1] if head is not None else after
            if last.i + 1 < len(last.doc) and last.nbor().pos_ in {"VERB", "AUX"}:
                end = last.idx + len(last)  # "que según su familia estuvo 33 días"
        return Frame(sentence.index, speaker, None, start, end, "speech.phrase")

    def _without_the_phrase(self, speaker: Reference, start: int, end: int) -> Reference:
        """An unnamed speaker without the words that bring them in, and without how they were reached."""
        at = self.context.article.text.find(speaker.text, start)
        words = speaker.text[end - at :] if start <= at < end else speaker.text
        words = _REACHED.sub("", words).strip()
        return Reference(re.sub(r"(?i)^(?:the|an?|el|la|los|las|una?|unos|unas)\s+", "", words) or speaker.text, None)

    def _can_speak(self, speaker: Reference) -> bool:
        """Whether a speaker is named, or one of the words is a person, a body, an authority or a document."""
        if speaker.name is not None:
            return True
        language = self.context.language
        singular = singular_words(_DONE_BY.split(speaker.text, maxsplit=1)[0])
        known = (
            people_nouns(language)
            | roles(language).keys()
            | self.context.lexicon.words("attribution_noun", language)
            | self.context.lexicon.words("title", language)
        )
        return bool(singular & known)

    def phrase_head(self, token: Token, sentence: Sentence) -> Token | None:
        """The head of the noun phrase that begins at ``token``."""
        named = self.context.name_of(token)
        if named is not None:
            head = self.context.head_of(named.start, named.end)
            return head.head if head.dep_ == "poss" else head
        last = sentence.span[-1].i
        at = token
        while at.i < last and at.pos_ in {"DET", "ADJ", "ADV", "NUM", "ADP", "PUNCT", "PRON", "SCONJ"}:
            at = at.nbor()
        if at.pos_ not in {"NOUN", "PROPN"}:
            return None
        while (
            at.head.pos_ in {"NOUN", "PROPN"} and at.head.i > at.i and at.dep_ in {"compound", "nmod", "amod", "poss"}
        ):
            at = at.head
        return at

    def _beside(self, verb: Token, sentence: Sentence) -> Reference | None:
        """The speaker that stands right after or before a reporting verb, where the parser saw no subject."""
        doc, last = verb.doc, sentence.span[-1].i
        at = self._after_listener(verb)
        if at <= last and lemma(verb) not in TELLING:
            following = doc[at]
            name = self.context.name_of(following)
            if name is not None and name.kind != "place":
                return Reference(name.entity, name)
            if following.lower_ in {"one", "uno", "una"}:
                return self._up_to_punctuation(following, sentence)
            joined = verb.i > sentence.span[0].i and doc[verb.i - 1].pos_ == "CCONJ"  # "and attributed the lists to …"
            noun = following.pos_ == "DET" or (following.pos_ == "NOUN" and self.context.language == "es")
            if noun and not joined and following.lower_ not in {"that", "que"}:
                head = self.phrase_head(following, sentence)
                if head is not None and head.dep_ not in {"obl", "obl:arg"}:
                    return self.people.phrase(head)
        before = doc[verb.i - 1] if verb.i > sentence.span[0].i else None
        if before is not None:
            name = self.context.name_of(before)
            if name is not None and name.kind != "place":
                return Reference(name.entity, name)
            if lemma(before) in self.context.lexicon.words("attribution_noun", self.context.language):
                return self.people.phrase(before)  # "the Registro X report lists"
        return None

    def _up_to_punctuation(self, token: Token, sentence: Sentence) -> Reference | None:
        """A speaker told in a partitive ("one of the coordinators"), in the sentence's own words."""
        words = re.match(r"[\w'’ -]+", self.context.article.text[token.idx : sentence.end])
        return Reference(words.group().strip(), None) if words and len(words.group()) < 80 else None
