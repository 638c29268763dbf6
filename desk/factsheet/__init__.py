"""Fact sheets: one question, what the store has to say to it, and where every line of that stands."""
