"""How far a verb of saying reaches that governs what is said ("X said that …", "X documented 40 arrests"): what stands
under it, save what only tells who somebody is, and clauses set beside or against it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract.context import Context, Sentence, lemma, morph
from extract.frames import Frame
from extract.verbs import is_participle, subject_of

if TYPE_CHECKING:
    from spacy.tokens import Token

RELATIVES = frozenset(("acl", "relcl", "acl:relcl"))
FEARING = frozenset(("fear", "hope", "expect", "think", "believe", "temer", "esperar", "creer", "pensar"))
"""Verbs that tell no fact after "as": "was tried by no court, as his supporters had feared"."""
_AGAINST = re.compile(
    r"(?i),?\s(?:mientras(?: que)?|en tanto(?: que)?|while|whereas|but|pero)\s(?!that\b|que\b|by\b|también|also)"
)
"""What sets another account, or the article's own, against the one before."""
_PARTICIPLE = re.compile(r"[ai]d[oa]s?$")


class Governed:
    """Measures the reach of an article's governing verbs."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.counting = context.lexicon.words("record_verb", context.language)

    def width(self, frame: Frame, token: Token) -> int | None:
        """How wide a governing verb reaches that covers ``token``, in code points; None where it does not cover it."""
        verb = frame.verb
        assert verb is not None
        if token.i == verb.i or self._as_feared(verb):
            return None
        sentence = frame_sentence(self.context, frame)
        first, last = segment(self.context, sentence, verb.idx)
        if not first <= token.idx < last:
            return None
        subject = subject_of(verb)
        if subject is not None and (subject.i == token.i or subject.is_ancestor(token)):
            return None
        if self._passes_back(frame, token):
            return min(last - first, frame.end - token.idx)
        right = verb.doc[verb.right_edge.i]
        end = right.idx + len(right)
        clause = self._marked_clause(verb, end, last)
        if clause is not None and frame.end <= token.idx < clause:
            return clause - frame.end
        against = set_against(self.context, frame.end, end)
        if against is not None and token.idx >= against and clause is None:
            return None
        if not verb.is_ancestor(token) or (clause is not None and token.idx < frame.start):
            return None
        if (clause is None and self._told_of_a_name(verb, token)) or self._joined_clause(verb, token):
            return None
        return max(end, token.idx) - frame.end if token.idx > frame.end else end - first

    def _marked_clause(self, verb: Token, end: int, last: int) -> int | None:
        """Where the clause that "that" or "que" opens after a reporting verb ends; None where there is none."""
        text = self.context.article.text
        opened = re.match(r"(?i)[^,;.:\n]{0,60}?[ ,](?:that|que|si|whether) ", text[verb.idx + len(verb) : last])
        complement = any(c.dep_ == "ccomp" and c.i > verb.i for c in verb.children)
        if opened is None or not complement:
            return end if complement else None
        against = set_against(self.context, verb.idx, last)
        return last if against is None else against

    @staticmethod
    def _joined_clause(verb: Token, token: Token) -> bool:
        """Whether a word stands in a clause beside that of a reporting verb, with its own subject: "X said 27, and the
        police arrested 40"."""
        at = token
        for above in token.ancestors:
            if above.i == verb.i:
                own = at.dep_ == "conj" and at.pos_ in {"VERB", "AUX"} and at.i > verb.i
                return (
                    own
                    and any(c.dep_.startswith("nsubj") and c.i > verb.i for c in at.children)
                    and not any(c.dep_ == "mark" for c in at.children)
                )
            at = above
        return False

    @staticmethod
    def _as_feared(verb: Token) -> bool:
        marks = {c.lower_ for c in verb.children if c.dep_ in {"mark", "advmod"}}
        return not is_participle(verb) and bool(marks & {"as", "como"}) and lemma(verb) in FEARING

    def _passes_back(self, frame: Frame, token: Token) -> bool:
        """Whether a count stands in what a relative clause tells of: "the 31 departures that the Forum recorded"."""
        verb = frame.verb
        assert verb is not None
        if self._told_to_be(verb, token):
            return True
        relative = verb.dep_ in RELATIVES or any(c.lower_ == "que" and c.dep_ in {"nsubj", "obj"} for c in verb.lefts)
        if (
            not relative
            or verb.head.pos_ not in {"NOUN", "PROPN", "NUM"}
            or lemma(verb) not in self.counting
            or token.idx > verb.idx
        ):
            return False
        counted = verb.head
        if counted.i == token.i or counted.is_ancestor(token):
            return True
        among = [t for t in counted.ancestors if t.lower_ in {"among", "entre"}] or [
            c for c in counted.children if c.lower_ in {"among", "entre"}
        ]
        return bool(among)

    @staticmethod
    def _told_to_be(verb: Token, token: Token) -> bool:
        """Whether a count is of those whom a relative clause tells of as somebody says: "14 whom X says it freed"."""
        counted = verb.head
        if verb.dep_ not in RELATIVES or not (counted.i == token.i or counted.is_ancestor(token)) or token.i > verb.i:
            return False
        said = next((c for c in verb.children if c.dep_ in {"ccomp", "xcomp"}), None)
        return said is not None and any(
            c.lower_ in {"whom", "who", "that", "which", "que", "quienes"} and c.i < verb.i
            for c in (*said.children, *verb.children)
        )

    def _told_of_a_name(self, verb: Token, token: Token) -> bool:
        """Whether a word tells who somebody named is, beside what is said: "asked for eight years for X, tried …"."""
        for at in (token, *token.ancestors):
            if at.i == verb.i:
                return False
            if (at.dep_ in RELATIVES and self.context.name_of(at.head) is not None) or of_a_name(self.context, at):
                return True
            participle = at.tag_ == "VBN" or "Part" in morph(at, "VerbForm")
            if at.dep_ == "advcl" and participle and not any(c.dep_.startswith("aux") for c in at.children):
                return True
        return False


def set_against(context: Context, start: int, end: int) -> int | None:
    """Where another account, or the article's own, is set against the one before: "…, but 20 are still held"."""
    for match in _AGAINST.finditer(context.article.text, start, end):
        after = context.token_at(match.end())
        if after.pos_ not in {"VERB", "AUX"} and context.quote_at(match.start()) is None:
            return match.start()
    return None


def text_before(context: Context, token: Token) -> str:
    """The last words before a token, in its sentence."""
    return context.article.text[max(context.sentence_at(token.idx).start, token.idx - 60) : token.idx]


def frame_sentence(context: Context, frame: Frame) -> Sentence:
    """The sentence that a frame stands in."""
    return context.sentences[frame.sentence]


def segment(context: Context, sentence: Sentence, at: int) -> tuple[int, int]:
    """The stretch between semicolons, outside of quotation marks, that holds a code point."""
    text = context.article.text
    cuts = (
        [i for i in range(sentence.start, sentence.end) if text[i] == ";" and context.quote_at(i) is None]
        if ";" in sentence.text
        else []
    )
    first = max((i + 1 for i in cuts if i < at), default=sentence.start)
    return first, min((i for i in cuts if i >= at), default=sentence.end)


def of_a_name(context: Context, token: Token) -> bool:
    """Whether a participle right after a name and a comma tells of it: "Ana Ruiz, arrested in May, …"."""
    participle = token.tag_ == "VBN" or "Part" in morph(token, "VerbForm") or _PARTICIPLE.search(token.lower_)
    if not participle or token.i < 2 or token.nbor(-1).text != "," or token.dep_ not in {"acl", "amod", "appos"}:
        return False
    return context.name_of(token.nbor(-2)) is not None and token.head.i < token.i
