"""Who did it: the agent of an event, as the subject of the active or after "by" and "por" in the passive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.context import Context, lemma
from extract.verbs import is_passive
from extract.wordlists import group_words, triggers

if TYPE_CHECKING:
    from spacy.tokens import Token

    from extract.reference import People


class Agents:
    """Finds who did what an event tells of."""

    def __init__(self, context: Context, people: People) -> None:
        self.context = context
        self.people = people
        self.actors = group_words("doer", context.language)
        self.told = {word for word, known in triggers(context.language).items() if any(t.form == "noun" for t in known)}

    def of(self, token: Token, *, active: bool, victims: tuple[str, ...]) -> str | None:
        """The agent of an event told at ``token``, by name or in its own words. ``active``: its subject did it."""
        head = next((h for c in token.children if (h := self._doer(c, token, active)) is not None), None)
        known = self.people.phrase(head) if head is not None else None
        return known.text if known is not None and known.text not in victims else None

    def _doer(self, child: Token, token: Token, active: bool) -> Token | None:
        if child.dep_ in {"agent", "obl:agent"} or (
            child.dep_ == "prep" and child.lower_ == "by" and child.i > token.i
        ):
            return next((c for c in child.children if c.dep_ == "pobj"), child if child.dep_ == "obl:agent" else None)
        if child.dep_ in {"obl", "nmod", "obj"} and any(c.lower_ == "por" for c in child.children):
            return child if child.ent_type_ != "MISC" and self._can_act(child) else None
        subject = child.dep_ == "nsubj" and active and not is_passive(token) and not self._is_scene(child)
        subject = subject and lemma(child) not in self.told
        return child if subject else None

    def _is_scene(self, head: Token) -> bool:
        """Whether a noun is a town or prison, as before a report ("Holguín, 3 mar.-"); a country can act."""
        name = self.context.name_of(head)
        if name is None or name.kind != "place":
            return False
        entry = self.context.lexicon.lookup(name.entity, "place")
        return entry is None or entry.type != "country"

    def _can_act(self, head: Token) -> bool:
        name = self.context.name_of(head)
        return name.kind != "place" if name else lemma(head) in self.actors
