"""Reading: a page becomes an Article, an Article becomes a Reading. No network, no database, no clock."""

from extract.article import Article
from extract.reading import Date, Figure, Name, Reading, Statement

__all__ = ["Article", "Date", "Figure", "Name", "Reading", "Statement"]
