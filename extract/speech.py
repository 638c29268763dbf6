"""Who says what: reporting verbs and "according to" phrases, their speakers, and what they cover.

A frame covers what the parser hangs under its verb; of several that cover a word the innermost counts, so that what is
passed on ("EFE noted that Prisoners Defenders counted 40") is vouched for by whoever is nearest to it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.context import Context, Sentence, lemma
from extract.frames import Frame, Frames, singular_words
from extract.governed import FEARING
from extract.reference import RULINGS, People, Reference
from extract.scopes import Scopes
from extract.speakers import Speakers
from extract.tallies import Tallies
from extract.verbs import subject_of
from extract.wordlists import hedges, roles, triggers

if TYPE_CHECKING:
    from spacy.tokens import Token

QUOTE_ONLY = frozenset(("continue", "continuar", "proseguir", "joke", "bromear", "ironizar"))
"""Verbs that report beside direct speech only."""
SPOKEN_WORDS = 3
"""Words from which a stretch in quotation marks is taken for somebody's, not for a term."""
REACTING = frozenset(
    (
        *(
            "share",
            "show",
            "read",
            "call",
            "celebrate",
            "welcome",
            "thank",
            "congratulate",
            "praise",
            "condemn",
            "criticize",
        ),
        *("criticise", "question", "lament", "deplore", "post", "air"),
        *(
            "compartir",
            "mantener",
            "coincidir",
            "leer",
            "llamar",
            "celebrar",
            "agradecer",
            "felicitar",
            "condenar",
            "criticar",
            "cuestionar",
        ),
        *("lamentar", "deplorar"),
    )
)
"""Verbs whose object is taken for granted, or is no report: "condemned the arrest of …", "shared a cell"."""
VOUCHING = frozenset(("body", "authority", "source"))
"""Roles of those who count and record things without saying that they do."""


class Speech:
    """The frames of an article and the speakers of its quotes."""

    def __init__(self, context: Context, people: People) -> None:
        self.context = context
        self.people = people
        find = Frames(context, people)
        self.frames: list[list[Frame]] = [find.of(s) for s in context.sentences]
        tallies = Tallies(context, people, find, self.frames)
        self.tallies: list[list[Frame]] = [tallies.of(s) for s in context.sentences]
        self.scopes = Scopes(context, self.frames)
        self.speakers = Speakers(context, people, self.frames).found

    def said_by(self, token: Token, *, counts: bool = False) -> tuple[Reference | None, str]:
        """Who vouches for what is said at ``token``: the speaker of its quote, else that of its innermost frame."""
        quote = self.context.quote_at(token.idx)
        if quote is not None and quote.words >= SPOKEN_WORDS:
            speaker, rule = self.speakers.get(quote, (None, ""))
            if speaker is not None:
                return speaker, rule
        frame = self.covering(token, counts=counts)
        return (frame.speaker, frame.rule) if frame is not None else (None, "")

    def reporting_verbs(self, sentence: Sentence) -> frozenset[int]:
        """Indexes of the verbs whose dates tell when it was said; a promise has the day on which it was made."""
        promising = hedges(self.context.language, "governor")
        verbs = (f.verb for f in self.frames[sentence.index] if f.verb is not None)
        return frozenset(v.i for v in verbs if promising.get(lemma(v)) != "planned")

    def covering(self, token: Token, *, counts: bool = False) -> Frame | None:
        """The innermost frame that vouches for what is said at ``token``, speech in quotation marks aside.

        ``counts`` is True for a figure: a count goes on after a semicolon.
        """
        sentence = self.context.sentence_at(token.idx)
        found: list[tuple[int, Frame]] = []
        for frame in (*self.frames[sentence.index], *self.tallies[sentence.index]):
            if frame.speaker is None or not self._vouches(frame):
                continue
            width = self.scopes.width(frame, token, counts=counts)
            if width is not None and not self._own_deed(frame, token):
                found.append((width, frame))
        telling = [f for f in found if not self._only_thinks(f[1], [o for _, o in found])] or found
        return min(telling, key=lambda f: f[0])[1] if telling else None

    def _own_deed(self, frame: Frame, token: Token) -> bool:
        """Whether a court does what its own document tells: "the court sentenced her, according to the ruling"."""
        if frame.verb is not None or frame.speaker is None or frame.spans:
            return False
        clause = self.context.clause(token)
        if frame.speaker.name is None:
            judges = triggers(self.context.language)
            ruling = frame.speaker.text.split()[0].lower() in RULINGS
            return ruling and any(
                t.event == "sentence" for v in (clause, *clause.ancestors) for t in judges.get(lemma(v), ())
            )
        for verb in (clause, *clause.ancestors):
            subject = subject_of(verb)
            name = self.context.name_of(subject) if subject is not None else None
            if name is not None:
                return name.entity == frame.speaker.text
        return False

    @staticmethod
    def _only_thinks(frame: Frame, others: list[Frame]) -> bool:
        """Whether somebody fears or thinks what another says they do: "the lawyer said that the family fears"."""
        verb = frame.verb
        return (
            verb is not None
            and lemma(verb) in FEARING
            and any(
                o.verb is not None and o.verb.i != verb.i and o.verb.is_ancestor(verb) and verb.dep_ != "conj"
                for o in others
            )
        )

    def _vouches(self, frame: Frame) -> bool:
        """Whether a frame tells of saying: many reporting verbs have other senses ("11 agents registered the house").

        Somebody named, a body, an authority or a source may "count" or "record"; of others a clause must follow.
        """
        verb = frame.verb
        if verb is not None and lemma(verb) in QUOTE_ONLY:
            return False
        if verb is None or frame.speaker is None or self.scopes.put_in(frame) is not None:
            return True
        if any(c.dep_ == "ccomp" for c in verb.children):
            return True
        if lemma(verb) in REACTING:
            return False
        if frame.speaker.name is not None:
            return True
        if any(t.form == "verb" for t in triggers(self.context.language).get(lemma(verb), ())):
            return False  # "prosecutors charged 16 of them"
        known = roles(self.context.language)
        return any(known.get(w, frozenset()) & VOUCHING for w in singular_words(frame.speaker.text))
