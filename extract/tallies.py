"""Counts that are somebody's without a word of saying: "X's list", "the group had 742 names", "the ministry, 14"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract.context import Context, Sentence, lemma, morph
from extract.frames import Frame, Frames
from extract.governed import set_against
from extract.reference import POSSESSIVES, RELATIVE, People, Reference
from extract.verbs import subject_of
from extract.wordlists import roles, triggers

if TYPE_CHECKING:
    from spacy.tokens import Token

    from extract.reading import Figure

SHARED_UNITS = frozenset(("count", "percent", "fraction"))
TELLERS = frozenset(("body", "authority", "source", "relative", "lawyer", "official"))
"""Roles of those whose count or account something can be."""
SPEAKING = frozenset(("speak", "talk", "know", "hablar", "saber"))
"""Verbs by which an authority, too, gives a count: "the ministry speaks of 98"."""
NO_COUNTERS = frozenset(("ministry", "court", "police", "government", "prosecutor", "party", "prison", "army"))
"""Types of bodies that hold or have people without counting them."""
_ACCOUNT = (
    r"(?:count|tally|reckoning|arithmetic|estimates?|account|figures|list|records|data|database|calculations?|"
    r"recuento|conteo|cálculos?|cuentas?|estimaci(?:ón|ones)|registros?|listas?|cifras|datos|base de datos)"
)
_BY_COUNT = re.compile(
    rf"(?i)\b(?:by|on|in) (?:the )?(?P<owner>[^,;.\n]{{2,50}}?)['’]s? (?:[\w-]+ ){{0,2}}{_ACCOUNT}\b"
    rf"|\bby (?P<their>his|her|its|their) (?:own )?(?:[\w-]+ )?{_ACCOUNT}\b"
    rf"|\b(?:según|por|de acuerdo con) (?P<sus>sus?) (?:propi[oa]s? )?{_ACCOUNT}\b"
    rf"|\b(?:by|on|in|from) (?:an?|the) (?:[\w-]+ )?{_ACCOUNT} (?:of|by|from|kept by) (?:the )?(?P<of>[^,;.\n]{{2,50}})"
    rf"|\b(?:por|en) (?:la|el|los|las) {_ACCOUNT} (?:de la|de los|de las|del|de) (?P<de>[^,;.\n]{{2,50}})"
)
_GAP = re.compile(
    r"(?i)(?:[,;]\s*|[,;]?\s+(?:y|and|while|mientras(?: que)?|en tanto(?: que)?|pero|but)\s+)"
    r"(?P<speaker>[^,;:.()\d]{2,60}?)"
    r"(?:\s\([^)]*\))?(?:,\s+|\s+)(?:only |just |some |solo |sólo |unos |unas |at least |al menos |de |en |a |el "
    r"|the )*"
    r"(?:día |day )?$"
)
"""A speaker before a count or a date whose verb is left out: "the Network counts 40 and the ministry, 14"."""


class Tallies:
    """Finds whose counts an article's counts are. ``frames`` are the acts of saying by sentence."""

    def __init__(self, context: Context, people: People, find: Frames, frames: list[list[Frame]]) -> None:
        self.context = context
        self.people = people
        self.find = find
        self.frames = frames
        self.nouns = context.lexicon.words("attribution_noun", context.language)
        self.counting = context.lexicon.words("record_verb", context.language)
        self.holding = context.lexicon.words("count_verb", context.language)

    def of(self, sentence: Sentence) -> list[Frame]:
        """The counts of one sentence that are somebody's, with the stretches that each covers."""
        found = self._by_count(sentence)
        figures = [
            f for f in self.context.figures
            if sentence.start <= f.start < sentence.end and self.context.quote_at(f.start) is None
        ]  # fmt: skip
        for token in sentence.span if figures else ():
            if token.pos_ == "NOUN" and lemma(token) in self.nouns:
                found += self._account(token, sentence)
            elif token.lower_ in {"by", "por"}:
                found += self._counted_by(token, sentence)
            elif token.pos_ == "VERB" and lemma(token) in self.holding:
                found += self._held(token, sentence, figures)
        found += self._gapped(sentence, figures)
        return found

    def _by_count(self, sentence: Sentence) -> list[Frame]:
        """ "By Registro X's latest count", "por los cálculos del grupo": named as whose count it is."""
        found = []
        for match in _BY_COUNT.finditer(self.context.article.text, sentence.start, sentence.end):
            group = next(g for g in ("owner", "of", "de", "their", "sus") if match.group(g))
            start, end = match.span(group)
            if group in {"their", "sus"}:
                found += self._by_their_count(match, self.context.token_at(start), sentence)
                continue
            named = [
                n
                for n in self.context.names_between(start, min(end + 1, sentence.end))
                if n.kind != "place" or group == "owner"
            ]
            if named:
                body: Reference | None = Reference(named[0].entity, named[0])
            else:
                body = self._owner(self.context.head_of(start, end if group == "owner" else start + 1), sentence)
            if body is not None and self.context.quote_at(match.start()) is None:
                close = match.end() if group == "owner" else max([start, *(n.end for n in named[:1])])
                found.append(Frame(sentence.index, body, None, match.start(), close, "speech.count"))
        return found

    def _by_their_count(self, match: re.Match[str], whose: Token, sentence: Sentence) -> list[Frame]:
        """ "By his count the strike has lasted nine days"."""
        body = self.people.pronoun(whose) if whose.lower_ in {"his", "her"} else self.people.body(whose.idx)
        if body is None or self.context.quote_at(match.start()) is not None:
            return []
        return [Frame(sentence.index, body, None, match.start(), match.end(), "speech.count")]

    def _owner(self, token: Token, sentence: Sentence) -> Reference | None:
        """Whose count: somebody named, or called by a role of those who count."""
        if self.context.name_of(token) is None and token.pos_ not in {"NOUN", "PRON"}:
            head = self.find.phrase_head(token, sentence)
            if head is None:
                return None
            token = head
        known = roles(self.context.language)
        role = known.get(lemma(token), frozenset()) | known.get(token.lower_, frozenset())
        if self.context.name_of(token) is None and token.pos_ == "NOUN" and not role & TELLERS:
            return None
        speaker = self.people.phrase(token)
        if speaker is None or (speaker.name is not None and speaker.name.kind == "place"):
            return None
        return speaker

    def _account(self, noun: Token, sentence: Sentence) -> list[Frame]:
        """A report, list or count: what its phrase and, where it is the subject, its clause tell is its owner's."""
        owner = self._owner_of(noun, sentence)
        if owner is None:
            return []
        spans = [(noun.doc[noun.left_edge.i].idx, _end(noun.doc[noun.right_edge.i]))]
        verb = noun.head
        if noun.dep_.startswith("nsubj") and verb.pos_ in {"VERB", "AUX", "NOUN", "NUM"}:
            spans = [(noun.idx, _end(noun.doc[verb.right_edge.i]))]
        numbered = noun.i + 1 < len(noun.doc) and noun.nbor().pos_ == "NUM"  # "artículo 263 de la Ley …"
        if numbered and not noun.dep_.startswith("nsubj"):
            return []
        for child in noun.children:
            if child.dep_ in {"relcl", "acl", "acl:relcl"}:
                spans.append((noun.idx, _end(noun.doc[child.right_edge.i])))
        last = sentence.end
        spans = [(a, min(b, last)) for a, b in spans]
        return [Frame(sentence.index, owner, None, spans[0][0], spans[0][1], "speech.account", tuple(spans))]

    def _owner_of(self, noun: Token, sentence: Sentence) -> Reference | None:
        """Whose report or list it is: "X's list", "el informe de X", "whose own count"."""
        for child in noun.children:
            if child.lower_ == "whose" or child.lower_ in {"cuyo", "cuya", "cuyos", "cuyas"}:
                return self._before_relative(child)
            if child.lower_ in POSSESSIVES | {"its", "their"}:
                return self.people.body(noun.idx)
            inner = None
            if child.dep_ == "poss":
                inner = child
            elif child.dep_ == "prep" and child.lower_ in {"of", "by", "from"}:
                inner = next((c for c in child.children if c.dep_ == "pobj"), None)
            elif child.dep_ == "nmod" and any(c.lower_ in {"de", "del"} for c in child.children):
                inner = child
            if inner is not None and inner.lower_ not in RELATIVE:
                return self._owner(inner, sentence)
        return None

    def _before_relative(self, relative: Token) -> Reference | None:
        sentence = self.context.sentence_at(relative.idx)
        before = self.context.names_between(sentence.start, relative.idx, "organization")
        near = before and ";" not in self.context.article.text[before[-1].end : relative.idx]
        return Reference(before[-1].entity, before[-1]) if near else None

    def _counted_by(self, by: Token, sentence: Sentence) -> list[Frame]:
        """ "The 47 arrests documented by Registro X", "son 47 los arrestos contados por Registro X"."""
        told = by.nbor(-1) if by.i else by
        if by.i + 1 >= len(by.doc) or not {lemma(told), _stem(told.lower_)} & self.counting:
            return []
        if any(t.form == "verb" for t in triggers(self.context.language).get(lemma(told), ())):
            return []  # "summoned by the police"
        if not (told.tag_ == "VBN" or "Part" in morph(told, "VerbForm") or told.pos_ == "ADJ"):
            return []
        owner = self._owner(by.nbor(), sentence)
        if owner is None:
            return []
        above = told.head if told.dep_ in {"acl", "amod"} else told
        clause = above.head if above.dep_.startswith("nsubj") and above.head.pos_ == "NUM" else above
        span = (clause.doc[clause.left_edge.i].idx, min(sentence.end, _end(clause.doc[clause.right_edge.i])))
        return [Frame(sentence.index, owner, None, by.idx, _end(by), "speech.counted_by", (span,))]

    def _held(self, verb: Token, sentence: Sentence, figures: list[Figure]) -> list[Frame]:
        """A count that a group "has", "carries" or "stops at", that an authority "speaks of"."""
        subject = subject_of(verb)
        if subject is None or subject.i == verb.i or self.context.quote_at(verb.idx) is not None:
            return []
        speaks = lemma(verb) in SPEAKING
        counted = [f for f in figures if (speaks or f.unit in SHARED_UNITS) and self._under(verb, f)]
        if not counted:
            return []
        speaker = self._counter(subject, verb, counted)
        if speaker is None:
            return []
        first = min(verb.idx, *(f.start for f in counted))
        last = min(sentence.end, _end(verb.doc[verb.right_edge.i]))
        against = set_against(self.context, verb.idx, last)
        spans = ((first, last if against is None else against),)
        return [Frame(sentence.index, speaker, None, verb.idx, _end(verb), "speech.holds", spans)]

    def _under(self, verb: Token, figure: Figure) -> bool:
        head = self.context.head_of(figure.start, figure.end)
        return self.context.clause(head).i == verb.i and figure.start > verb.idx

    def _counter(self, subject: Token, verb: Token, counted: list[Figure]) -> Reference | None:
        speaker = self.people.phrase(subject)
        if speaker is None:
            return None
        speaks = lemma(verb) in SPEAKING
        name = speaker.name
        if name is None or self.context.name_of(subject) is None:
            known = roles(self.context.language).get(lemma(subject), frozenset())
            if subject.lower_ in RELATIVE and speaks:
                known = frozenset(("source",))
            if not (known & {"body"} or (speaks and known & {"authority", "source", "official", "relative", "lawyer"})):
                return None
            if name is None and not speaks:
                return None
        if name is not None and name.kind != "organization" and not speaks:
            return None
        if name is None or speaks:
            return speaker
        entry = self.context.lexicon.lookup(name.entity, "organization")
        if entry is not None and entry.type in NO_COUNTERS:
            return None
        listed = any(lemma(t) in self.nouns for t in verb.subtree)
        measured = any(self.context.lexicon.measure(f.measure or "", "en") for f in counted)
        ngo = entry is not None and entry.type == "ngo"
        return Reference(name.entity, name, sure=False) if ngo or listed or measured else None

    def _gapped(self, sentence: Sentence, figures: list[Figure]) -> list[Frame]:
        """Accounts side by side with the verb left out: "X counts 40 and Y, 14"; "X says the 9th and Y, the 11th"."""
        text = self.context.article.text
        verbs = [f for f in self.frames[sentence.index] if f.verb is not None and f.speaker is not None]
        found = []
        starts = [f.start for f in figures] + [
            d.start for d in self.context.dates_between(sentence.start, sentence.end)
        ]
        for start in sorted(starts):
            told = [f for f in verbs if f.end < start]
            match = _GAP.search(text, max(told[-1].end, start - 110), start) if told else None
            if match is None or any(f.start >= match.start() for f in told):
                continue
            speaker = self._stands_beside(match.start("speaker"), match.end("speaker"), sentence)
            if speaker is not None and speaker.text != told[-1].speaker.text:  # type: ignore[union-attr]
                stop = re.compile(r"[;.]\s|[;.]$").search(text, start, sentence.end)
                spans = ((match.start("speaker"), stop.start() if stop else sentence.end),)
                found.append(Frame(sentence.index, speaker, None, match.start(), match.end(), "speech.gap", spans))
        return found

    def _stands_beside(self, start: int, end: int, sentence: Sentence) -> Reference | None:
        """The speaker that a stretch consists of: a name, or "the ministry", with nothing else."""
        named = [n for n in self.context.names_between(start, end) if n.kind != "place"]
        text = self.context.article.text
        if named:
            rest = text[start : named[0].start] + text[named[-1].end : end]
            return Reference(named[-1].entity, named[-1]) if not rest.strip(" ") or _ARTICLE.fullmatch(rest) else None
        words = text[start:end].split()
        if not 1 < len(words) <= 4 or not _ARTICLE.fullmatch(words[0] + " "):
            return None
        head = self.find.phrase_head(self.context.token_at(start), sentence)
        role = roles(self.context.language).get(lemma(head), frozenset()) if head is not None else frozenset()
        if head is None or not role & (TELLERS | {"source"}):
            return None
        return self.people.phrase(head)


def _stem(participle: str) -> str:
    """The Spanish infinitive of a regular participle of the first conjugation: "contados" → "contar"."""
    return re.sub(r"ad[oa]s?$", "ar", participle)


_ARTICLE = re.compile(r"(?i)\s*(?:the|el|la|los|las|su|her|his)?\s*")


def _end(token: Token) -> int:
    return token.idx + len(token)
