"""What stands around a calendar expression: words, sentences, paragraphs, and the time its verb speaks of."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Literal

from extract.doctext import text_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from extract.dates_words import Grammar

Tense = Literal["past", "present", "future", "planned"]

_LAST_WORD = re.compile(r"(?:[^\W_]+(?:['’.-][^\W_]+)*\.?|['’]s|[^\w\s])[ \t\u00a0\u202f]*$")
_NEXT_WORD = re.compile(r"[ \t\u00a0\u202f]*([^\W_]+(?:['’.-][^\W_]+)*|[^\w\s])")
_PERFECT = frozenset(("has", "have", "had", "'ve", "’ve", "'d", "’d", "was", "were", "been", "having"))


def _is_predicate(token: Token) -> bool:
    """Whether ``token`` is a verb or a participle, or a noun with an auxiliary or a copula."""
    return (
        token.pos_ in ("VERB", "AUX")
        or "Part" in token.morph.get("VerbForm", [])
        or any(t.dep_ in ("cop", "aux", "auxpass", "aux:pass") for t in token.children)
    )


class Surroundings:
    """Looks into a ``Doc`` by code points. Parts of speech, morphology and the parse are used where the pipeline set
    them; without them every question about them is answered "unknown"."""

    def __init__(self, doc: Doc, grammar: Grammar) -> None:
        self.doc = doc
        self.text = text_of(doc)
        self.cues = grammar.cues
        self.english = grammar.language == "en"
        self._starts: list[int] = doc.to_array(["IDX"]).tolist() if len(doc) else []
        self._parsed = bool(doc.to_array(["DEP"]).any()) if len(doc) else False
        begins = doc.to_array(["SENT_START"]).tolist() if len(doc) else []
        self._sentences = [0, *(start for start, b in zip(self._starts, begins, strict=True) if b == 1 and start)]

    def _index(self, offset: int) -> int:
        """The index of the token that covers or precedes the code point at ``offset``, -1 where there is none."""
        return bisect_right(self._starts, offset) - 1

    def tokens(self, start: int, end: int) -> list[Token]:
        """The tokens that cover the code points from ``start`` to ``end``."""
        return [self.doc[i] for i in range(max(self._index(start), 0), self._index(end - 1) + 1)]

    def word_before(self, offset: int) -> str:
        """The word or mark before ``offset`` in its line, "" where there is none."""
        m = _LAST_WORD.search(self.text, max(0, offset - 40), offset)
        return m.group().rstrip() if m else ""

    def word_after(self, offset: int) -> str:
        """The word or mark after ``offset`` in its line, "" where there is none."""
        m = _NEXT_WORD.match(self.text, offset, offset + 60)
        return m[1] if m else ""

    def token_after(self, offset: int) -> Token | None:
        """The first token at or after ``offset`` that is no blank; None at the end of the line."""
        i = bisect_right(self._starts, offset - 1)
        if i >= len(self.doc) or "\n" in self.text[offset : self.doc[i].idx + 1]:
            return None
        token = self.doc[i]
        return token if not token.is_space else None

    def is_described(self, offset: int) -> bool:
        """Whether an indefinite article and an adjective stand right before ``offset``."""
        i = self._index(offset - 1)
        if i < 1 or self.doc[i].pos_ != "ADJ":
            return False
        return self.doc[i - 1].lower_ in ("a", "an")

    def sentence(self, offset: int) -> int:
        """The number of the sentence at ``offset``."""
        return bisect_right(self._sentences, offset) - 1

    def called_off(self, offset: int) -> bool:
        """Whether the sentence at ``offset`` says that something planned did not take place."""
        k = self.sentence(offset)
        end = self._sentences[k + 1] if k + 1 < len(self._sentences) else len(self.text)
        said = self.text[self._sentences[k] : end].lower()
        return any(word in said for word in self.cues["called_off"])

    def opens_sentence(self, offset: int) -> bool:
        """Whether at most one short word stands between the sentence's beginning and ``offset``."""
        start = self._sentences[max(self.sentence(offset), 0)]
        if offset - start > 200:
            return False
        start = max(start, self.text.rfind("\n", start, offset) + 1)
        return len(re.sub(r"\W", "", self.text[start:offset])) <= 7

    def same_paragraph(self, a: int, b: int) -> bool:
        """Whether no line feed stands between two offsets."""
        return self.text.find("\n", min(a, b), max(a, b)) < 0

    def verb(self, start: int, end: int) -> Token | None:
        """The verb that the words from ``start`` to ``end`` depend on."""
        if not self._parsed:
            return None
        first, last = self._index(start), self._index(end - 1)
        if first < 0:
            return None
        inside = [self.doc[i] for i in range(first, last + 1)]
        token = next((t for t in inside if not first <= t.head.i <= last or t.head.i == t.i), inside[0])
        for _ in range(40):
            if token.head.i == token.i:
                break
            token = token.head
            if _is_predicate(token) or (token.tag_ == "JJ" and token.lemma_.lower() in self.cues["fixed"]):
                return token
        return token if _is_predicate(token) else None

    def tense(self, start: int, end: int) -> Tense | None:
        """The time that the verb over the words from ``start`` to ``end`` speaks of: "planned" is a plan of the past,
        whose day may be over or not. None where no verb tells."""
        verb = self.verb(start, end)
        head = self.text[max(0, start - 20) : start].lower().removesuffix("el ").rstrip()
        purpose = head.endswith(tuple(f" {word}" for word in self.cues["purpose"]))
        if verb is None:
            return "planned" if purpose and self._parsed else None
        if head.endswith(tuple(self.cues["deadline"])) and (
            verb.tag_ == "VB" or "Inf" in verb.morph.get("VerbForm", [])
        ):
            return "future"  # "told to leave by Sunday"
        tense = self._english(verb, 4) if self.english else self._spanish(verb, 4)
        if head.endswith(tuple(f" {word}" for word in self.cues["until"])):
            if tense == "past" and verb.lemma_.lower() in self.cues["planning"] | self.cues["granting"]:
                return "planned"
            return "future" if tense == "present" else tense
        if purpose and tense in ("past", None):
            return "planned"
        if purpose and tense == "present":
            return "planned" if verb.lemma_.lower() in self.cues["listing"] else "future"
        deadline = head.endswith(tuple(f" {word}" for word in self.cues["deadline"]))
        if tense == "present" and (deadline or verb.lemma_.lower() in self.cues["expecting"]):
            return "future"  # "expects a dozen more before September"
        return tense

    def _above(self, verb: Token, depth: int) -> Tense | None:
        """The time of the next verb over ``verb``, a plan for what it plans."""
        above = verb.head
        for _ in range(10):
            if _is_predicate(above) or above.head.i == above.i:
                break
            above = above.head
        if above.i == verb.i or depth <= 0 or not _is_predicate(above):
            return None
        tense = self._english(above, depth - 1) if self.english else self._spanish(above, depth - 1)
        if above.lemma_.lower() in self.cues["planning"] and tense != "future":
            return "future"
        return tense

    def _english(self, verb: Token, depth: int) -> Tense | None:
        helpers = [t.lower_ for t in verb.children if t.dep_ in ("aux", "auxpass")]
        if any(h in self.cues["future"] for h in helpers):
            return "future"
        if any(h in self.cues["conditional"] for h in helpers):
            return "past" if "have" in helpers else "future"
        if "going" in helpers or (
            (verb.tag_ == "VB" or "be" in helpers) and any(h in self.cues["modal"] for h in helpers)
        ):
            return "past" if "have" in helpers else "future"
        fixed = any(
            t.lemma_.lower() in self.cues["fixed"] for t in (verb, *verb.children) if t.tag_ in ("VBN", "JJ", "IN")
        )
        if any(h in _PERFECT for h in helpers) or verb.tag_ == "VBD":
            return "planned" if fixed else "past"
        if verb.tag_ in ("VBZ", "VBP"):
            return "future" if fixed else "future" if verb.lemma_.lower() in self.cues["scheduled"] else "present"
        if verb.tag_ == "VBN":
            return ("future" if helpers else "planned") if fixed else "present" if helpers else "past"
        if verb.tag_ in ("VB", "VBG"):
            if verb.tag_ == "VBG" and any(h in ("is", "are", "'s", "’s", "'re", "’re") for h in helpers):
                return "present"
            return self._above(verb, depth)
        return "future" if verb.tag_ == "JJ" and fixed else None  # "a report due out on Thursday"

    def _spanish(self, verb: Token, depth: int) -> Tense | None:
        helpers = [t for t in verb.children if t.dep_ in ("aux", "aux:pass", "cop") or t.pos_ == "AUX"]
        finite = next((t for t in (verb, *helpers) if "Fin" in t.morph.get("VerbForm", [])), None)
        if finite is None:
            if "Part" in verb.morph.get("VerbForm", []) and not helpers:
                return "planned" if verb.lemma_.lower() in self.cues["fixed"] else "past"
            return self._above(verb, depth)
        perfect = any(h.lemma_ == "haber" for h in helpers)
        passive = [h for h in helpers if h.lemma_ == "ser"]  # "va a ser juzgado"
        infinitive = any("Inf" in t.morph.get("VerbForm", []) for t in (verb, *passive))
        if any(h.lemma_ in self.cues["modal"] for h in helpers) and infinitive:
            return "planned" if finite.morph.get("Tense", []) in (["Past"], ["Imp"]) else "future"
        if "Cnd" in finite.morph.get("Mood", []):
            return "past" if perfect else "future"
        if "Fut" in finite.morph.get("Tense", []):
            return "past" if perfect else "future"
        if perfect or finite.morph.get("Tense", []) in (["Past"], ["Imp"]):
            return "past"
        if "Sub" in finite.morph.get("Mood", []):
            return "future"
        going = any(h.lemma_ == "ir" for h in helpers) and infinitive
        return "future" if going or verb.lemma_.lower() in self.cues["scheduled"] else "present"
