"""Who says what: reporting verbs and "according to" phrases, their speakers, and what they cover.

A frame covers what the parser hangs under its verb; of several that cover a word the innermost counts, so that what is
passed on ("EFE noted that Prisoners Defenders counted 40") is vouched for by whoever is nearest to it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from extract.context import Context, Sentence, lemma, morph
from extract.lexicon import fold
from extract.quotes import Quote, is_question_turn
from extract.reference import People, Reference
from extract.slots import SEAT
from extract.wordlists import people_nouns, roles, triggers

if TYPE_CHECKING:
    from spacy.tokens import Token

    from extract.lexicon import Lexicon

QUOTE_ONLY = frozenset(("continue", "continuar", "proseguir", "joke", "bromear", "ironizar"))
"""Verbs that report beside direct speech only."""
NUMBERING = frozenset(("cifra", "cifran", "sitúa", "sitúan", "eleva", "elevan", "fija", "fijan", "calcula", "estima"))
"""Verb forms of numbering that a small tagger takes for nouns."""
_COUNT_OF = re.compile(
    r"(?i)\b(?:by|on|in) (?:the )?[^,;.\n]{2,50}?['’]s? (?:\w+ )?"
    r"(?:count|tally|reckoning|estimate|figures|list|records)\b"
)
ABLE = frozenset(("able", "manage", "poder", "lograr", "conseguir"))
"""What turns an infinitive into a report: "has been able to confirm 231"."""
VOUCHING = frozenset(("body", "authority", "source"))
"""Roles of those who count and record things without saying that they do."""
TELLING = frozenset(("tell", "inform", "assure"))
"""Reporting verbs after which the listener stands, not the speaker: ", told Radio X"."""
SUBJECTS = frozenset(("nsubj", "csubj"))
_NEW_CLAUSE = re.compile(
    r"(?i)\b(?:if|that|because|while|which|who|when|after|before|although|but|si|que|porque|mientras|cuando|aunque|pero)\b"
)
"""Words after which a reporting verb tells of something else than the quote before it."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One act of saying in one sentence: by a ``verb``, or by a phrase ("according to") that covers the whole sentence
    (``verb`` None). ``start`` is where its verb or phrase begins, in code points."""

    sentence: int
    speaker: Reference | None
    verb: Token | None
    start: int
    end: int
    rule: str


@cache
def _phrase_pattern(lexicon: Lexicon, language: str) -> re.Pattern[str]:
    phrases = sorted(lexicon.words("attribution_phrase", language), key=len, reverse=True)
    return re.compile(r"(?i)(?<!\w)(?:" + "|".join(re.escape(p) for p in phrases) + r")(?!\w)")


def subject_of(verb: Token) -> Token | None:
    """The active subject of a verb: its own, or that of the verb it is coordinated with or hangs under."""
    for child in verb.children:
        if child.dep_ in SUBJECTS:
            return child
    if verb.dep_ == "xcomp" and verb.head.pos_ == "ADJ":
        return subject_of(verb.head.head) if verb.head.head is not verb.head else None
    if (
        verb.dep_ in {"conj", "xcomp", "advcl"}
        and (verb.dep_ != "advcl" or is_participle(verb))
        and verb.head.pos_ in {"VERB", "AUX"}
        and verb.head is not verb
    ):
        return subject_of(verb.head)
    return None


def is_participle(verb: Token) -> bool:
    """Whether a verb is a present participle or gerund ("stating that", "señalando que")."""
    return verb.tag_ == "VBG" or "Ger" in morph(verb, "VerbForm")


def _reports(verb: Token) -> bool:
    """Whether a reporting verb reports: finite or a gerund, active, no infinitive, no bare participle."""
    if is_participle(verb):
        return verb.dep_ in {"advcl", "conj"}
    if is_passive(verb) or any(lemma(c) == "ser" for c in verb.children if c.dep_ == "aux"):
        return False
    if "Inf" in morph(verb, "VerbForm") or (verb.tag_ == "VB" and verb.dep_ == "xcomp"):
        able = verb.dep_ == "xcomp" and lemma(verb.head) in ABLE
        return able or any(lemma(c) in ABLE for c in verb.children if c.dep_ == "aux")
    return "Part" not in morph(verb, "VerbForm") or any(c.dep_ in {"aux", "nsubj"} for c in verb.children)


def is_passive(verb: Token) -> bool:
    """Whether a verb form is passive ("was arrested", "fue detenida")."""
    return any(c.dep_ in {"nsubjpass", "auxpass", "nsubj:pass", "aux:pass"} for c in verb.children)


class Speech:
    """The frames of an article and the speakers of its quotes."""

    def __init__(self, context: Context, people: People) -> None:
        self.context = context
        self.people = people
        self.verbs = frozenset(fold(v) for v in context.lexicon.words("attribution_verb", context.language))
        self.frames: list[list[Frame]] = [self._frames(s) for s in context.sentences]
        self.speakers: dict[Quote, tuple[Reference | None, str]] = {}
        self._attribute_quotes()

    # Frames

    def _frames(self, sentence: Sentence) -> list[Frame]:
        found = [f for t in sentence.span if (f := self._verb_frame(t, sentence)) is not None]
        found += self._counts(sentence)
        pattern = _phrase_pattern(self.context.lexicon, self.context.language)
        for match in pattern.finditer(self.context.article.text, sentence.start, sentence.end):
            if self.context.quote_at(match.start()) is None:
                frame = self._phrase_frame(match.start(), match.end(), sentence)
                if frame is not None:
                    found.append(frame)
        return found

    def _counts(self, sentence: Sentence) -> list[Frame]:
        """ "By Registro X's latest count", "según el recuento de X": named as whose count it is."""
        found = []
        for match in _COUNT_OF.finditer(self.context.article.text, sentence.start, sentence.end):
            named = [n for n in self.context.names_between(match.start(), match.end() + 1) if n.kind != "place"]
            body = Reference(named[-1].entity, named[-1]) if named else self.people.body(match.start())
            if body is not None and self.context.quote_at(match.start()) is None:
                found.append(Frame(sentence.index, body, None, match.start(), match.end(), "speech.count"))
        return found

    def _verb_frame(self, token: Token, sentence: Sentence) -> Frame | None:
        if not self._is_reporting(token) or self.context.quote_at(token.idx) is not None:
            return None
        if not _reports(token):
            return None
        subject = subject_of(token)
        if subject is not None and self.context.quote_at(subject.idx) is not None:
            subject = None
        speaker, rule = None, "speech.subject"
        if subject is not None and subject.i < token.i and self._inverted(token):
            speaker, rule = self._beside(token, sentence), "speech.beside"
        if speaker is None and subject is not None:
            speaker = self.people.phrase(subject)
        elif speaker is None and is_participle(token):
            speaker = self._named_subject_before(token, sentence)
        if speaker is None:
            speaker, rule = self._beside(token, sentence), "speech.beside"
        if speaker is None and subject is None and self._leaves_subject_out(token):
            speaker, rule = self.people.pronoun(token), "speech.missing_subject"
        if speaker is not None and speaker.name is not None and speaker.name.kind == "place":
            speaker = self._body_before(token, sentence) or speaker
        if speaker is not None and not self._can_speak(speaker):
            speaker = None
        return Frame(sentence.index, speaker, token, token.idx, token.idx + len(token), rule)

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
            lemma(verb) in TELLING
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
            told = self.context.name_of(doc[at + 1])
            if told is not None and told.kind == "organization":
                at += 1
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
        head = self._phrase_head(after, sentence)
        speaker = self.people.phrase(head) if head is not None else None
        if speaker is None or not self._can_speak(speaker):
            return None
        return Frame(sentence.index, speaker, None, start, end, "speech.phrase")

    def _can_speak(self, speaker: Reference) -> bool:
        """Whether a speaker is named, or one of the words is a person, a body, an authority or a document."""
        if speaker.name is not None:
            return True
        language = self.context.language
        words = {w.lower() for w in re.findall(r"[^\W\d_]+", speaker.text)}
        singular = words | {w.removesuffix("s") for w in words} | {w.removesuffix("es") for w in words}
        singular |= {w.removesuffix("ies") + "y" for w in words if w.endswith("ies")}
        known = (
            people_nouns(language) | roles(language).keys() | self.context.lexicon.words("attribution_noun", language)
        )
        return bool(singular & known)

    def _phrase_head(self, token: Token, sentence: Sentence) -> Token | None:
        """The head of the noun phrase that begins at ``token``."""
        named = self.context.name_of(token)
        if named is not None:
            return self.context.head_of(named.start, named.end)
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
            if following.pos_ == "DET" or (following.pos_ == "NOUN" and self.context.language == "es"):
                head = self._phrase_head(following, sentence)
                if head is not None and head.dep_ not in {"obl", "obl:arg"}:
                    return self.people.phrase(head)
        before = doc[verb.i - 1] if verb.i > sentence.span[0].i else None
        if before is not None:
            name = self.context.name_of(before)
            if name is not None and name.kind != "place":
                return Reference(name.entity, name)
        return None

    def _up_to_punctuation(self, token: Token, sentence: Sentence) -> Reference | None:
        """A speaker told in a partitive ("one of the coordinators"), in the sentence's own words."""
        words = re.match(r"[\w'’ -]+", self.context.article.text[token.idx : sentence.end])
        return Reference(words.group().strip(), None) if words and len(words.group()) < 80 else None

    def covering(self, token: Token) -> Frame | None:
        """The innermost frame that vouches for what is said at ``token``, speech in quotation marks aside."""
        sentence = self.context.sentence_at(token.idx)
        above = {t.i for t in token.ancestors} | {token.i}
        best: tuple[int, Frame] | None = None
        for frame in self.frames[sentence.index]:
            if frame.speaker is None or not self._vouches(frame) or self._parted(frame, token):
                continue
            depth = self._depth(frame, token, above)
            if depth is not None and (best is None or depth > best[0]):
                best = (depth, frame)
        return best[1] if best else None

    def _parted(self, frame: Frame, token: Token) -> bool:
        """Whether a semicolon parts a frame from a token: each side is vouched for on its own."""
        first, last = sorted((frame.start, token.idx))
        at = self.context.article.text.find(";", first, last)
        return at >= 0 and self.context.quote_at(at) is None

    def _vouches(self, frame: Frame) -> bool:
        """Whether a frame tells of saying: many reporting verbs have other senses ("11 agents registered the house").

        Somebody named, a body, an authority or a source may "count" or "record"; of others a clause must follow.
        """
        if frame.verb is not None and lemma(frame.verb) in QUOTE_ONLY:
            return False
        if frame.verb is None or frame.speaker is None or frame.speaker.name is not None:
            return True
        if any(c.dep_ == "ccomp" for c in frame.verb.children):
            return True
        if any(t.form == "verb" for t in triggers(self.context.language).get(lemma(frame.verb), ())):
            return False  # "prosecutors charged 16 of them"
        known = roles(self.context.language)
        words = {w.lower() for w in re.findall(r"[^\W\d_]+", frame.speaker.text)}
        return any(known.get(w.removesuffix("s"), frozenset()) & VOUCHING for w in words)

    def _depth(self, frame: Frame, token: Token, above: set[int]) -> int | None:
        """How deep the frame's verb stands in the sentence where it covers the token; None where it does not."""
        if frame.verb is None:
            return 0
        verb = frame.verb
        if any(c.lower_ in {"según", "conforme"} for c in verb.children):
            return 0
        if verb.i not in above or verb.i == token.i:
            return self._depth_by_order(frame, token)
        subject = subject_of(verb)
        if subject is not None and (subject.i in above):
            return None
        return 1 + sum(1 for _ in verb.ancestors)

    def _depth_by_order(self, frame: Frame, token: Token) -> int | None:
        """A parenthesis that ends the sentence ("…, colleagues said") covers what stands before it."""
        verb = frame.verb
        assert verb is not None
        if verb.dep_ == "advcl" and not is_participle(verb):
            return None  # "as his supporters had feared"
        sentence = self.context.sentence_at(token.idx)
        tail = self.context.article.text[frame.end : sentence.end]
        closes = len(tail.split()) <= 6 and not re.search(r"\b(?:that|que)\b", tail)
        comma = self.context.article.text.rfind(",", sentence.start, frame.start)
        return 0 if closes and token.idx < comma < frame.start and frame.start - comma < 60 else None

    # Quotes

    def _attribute_quotes(self) -> None:
        previous: tuple[int, Reference | None] = (-1, None)
        for quote in self.context.quotes:
            if is_question_turn(self.context.article.text, quote):
                continue
            speaker, rule = self._speaker(quote)
            paragraph = self.context.sentence_at(quote.start).paragraph
            if speaker is None and rule != "quote.closed" and previous[1] is not None and paragraph - previous[0] <= 1:
                alone = self._stands_alone(quote)
                if rule == "quote.no_subject" or alone:
                    speaker, rule = previous[1], "quote.same_speaker"
            if speaker is None and self._stands_alone(quote):
                speaker, rule = self._next_speaker(quote)
            self.speakers[quote] = (speaker, rule)
            if speaker is not None and quote.words >= 3:
                previous = (paragraph, speaker)

    def _stands_alone(self, quote: Quote) -> bool:
        """Whether nothing but the quote stands in its sentences."""
        first, last = self.context.sentence_at(quote.start), self.context.sentence_at(max(quote.start, quote.end - 1))
        text = self.context.article.text
        rest = text[first.start : quote.outer_start] + text[quote.outer_end : max(last.end, quote.outer_end)]
        return not re.search(r"\w", rest)

    def _next_speaker(self, quote: Quote) -> tuple[Reference | None, str]:
        paragraph = self.context.sentence_at(quote.start).paragraph
        for other in self.context.quotes:
            if other.start > quote.end and self.context.sentence_at(other.start).paragraph == paragraph:
                return self._speaker(other)[0], "quote.next_speaker"
        if quote.mark == "—" and self.people.main:
            name = next(n for n in self.people.persons if n.entity == self.people.main)
            return Reference(name.entity, name, sure=False), "quote.interviewee"
        return None, "quote.unattributed"

    def _speaker(self, quote: Quote) -> tuple[Reference | None, str]:
        """The speaker by the frame next to the quote: after it, else before it, else one that covers it."""
        text = self.context.article.text
        after = self.context.sentence_at(max(quote.start, quote.outer_end - 1))
        here = self.context.sentence_at(quote.start)
        frames = [f for i in sorted({here.index, after.index}) for f in self.frames[i]]
        if quote.outer_end >= after.end and after.index + 1 < len(self.context.sentences):
            following = self.context.sentences[after.index + 1]
            if text[following.start : following.start + 1].islower():
                frames += self.frames[following.index]
        tagged = [
            f
            for f in frames
            if f.start >= quote.outer_end
            and not self._crosses(quote.outer_end, f.start)
            and not _NEW_CLAUSE.search(text[quote.outer_end : f.start])
        ]
        leading = [f for f in frames if f.end <= quote.outer_start and not self._crosses(f.end, quote.outer_start)]
        near = sorted(tagged, key=lambda f: f.start)[:1]
        if near and (near[0].start - quote.outer_end < 60 or not leading):
            candidates = near + sorted(leading, key=lambda f: -f.end)
        else:
            candidates = sorted(leading, key=lambda f: -f.end) + near
        for frame in candidates:
            if frame.speaker is not None:
                return frame.speaker, "quote.tag" if frame in tagged else "quote.introduced"
        if candidates:
            return None, "quote.no_subject"
        return self._labelled(quote)

    def _labelled(self, quote: Quote) -> tuple[Reference | None, str]:
        """`Name: "speech"`, as in interviews and lists of reactions."""
        here = self.context.sentence_at(quote.start)
        before = self.context.article.text[here.start : quote.outer_start].rstrip()
        if before.endswith(":"):
            named = self.context.names_between(here.start, quote.outer_start, "person")
            if named:
                return Reference(named[-1].entity, named[-1]), "quote.label"
        return None, "quote.unattributed"

    def _crosses(self, start: int, end: int) -> bool:
        """Whether another quote of some length stands between two code points."""
        return any(q.outer_start >= start and q.outer_end <= end and q.words >= 4 for q in self.context.quotes)
