"""Who says what: reporting verbs and "according to" phrases, their speakers, and what they cover.

A frame covers what the parser hangs under its verb; of several that cover a word the innermost counts, so that what is
passed on ("EFE noted that Prisoners Defenders counted 40") is vouched for by whoever is nearest to it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract.context import Context, Sentence, lemma
from extract.frames import Frame, Frames, is_participle, subject_of
from extract.reference import People, Reference
from extract.speakers import Speakers
from extract.wordlists import hedges, roles, triggers

if TYPE_CHECKING:
    from spacy.tokens import Token

QUOTE_ONLY = frozenset(("continue", "continuar", "proseguir", "joke", "bromear", "ironizar"))
"""Verbs that report beside direct speech only."""
SPOKEN_WORDS = 3
"""Words from which a stretch in quotation marks is taken for somebody's, not for a term."""
VOUCHING = frozenset(("body", "authority", "source"))
"""Roles of those who count and record things without saying that they do."""


class Speech:
    """The frames of an article and the speakers of its quotes."""

    def __init__(self, context: Context, people: People) -> None:
        self.context = context
        self.people = people
        find = Frames(context, people)
        self.frames: list[list[Frame]] = [find.of(s) for s in context.sentences]
        self.speakers = Speakers(context, people, self.frames).found

    def said_by(self, token: Token) -> tuple[Reference | None, str]:
        """Who vouches for what is said at ``token``: the speaker of its quote, else that of its innermost frame."""
        quote = self.context.quote_at(token.idx)
        if quote is not None and quote.words >= SPOKEN_WORDS:
            speaker, rule = self.speakers.get(quote, (None, ""))
            if speaker is not None:
                return speaker, rule
        frame = self.covering(token)
        return (frame.speaker, frame.rule) if frame is not None else (None, "")

    def reporting_verbs(self, sentence: Sentence) -> frozenset[int]:
        """Indexes of the verbs whose dates tell when it was said; a promise has the day on which it was made."""
        promising = hedges(self.context.language, "governor")
        verbs = (f.verb for f in self.frames[sentence.index] if f.verb is not None)
        return frozenset(v.i for v in verbs if promising.get(lemma(v)) != "planned")

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
        if verb.dep_ in {"ccomp", "relcl", "acl", "acl:relcl"} or (verb.dep_ == "advcl" and not is_participle(verb)):
            return None  # "as his supporters had feared"
        sentence = self.context.sentence_at(token.idx)
        tail = self.context.article.text[frame.end : sentence.end]
        closes = len(tail.split()) <= 6 and not re.search(r"\b(?:that|que)\b", tail)
        comma = self.context.article.text.rfind(",", sentence.start, frame.start)
        return 0 if closes and token.idx < comma < frame.start and frame.start - comma < 60 else None
