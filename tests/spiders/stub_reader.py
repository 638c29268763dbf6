"""What stands in for the reader in tests of the way to it: reads nothing, and fails as the text tells it to."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

from extract.reading import Reading

if TYPE_CHECKING:
    from extract.article import Article


class StubReader:
    def version(self, language: str) -> str:
        return f"stub {language}"

    def read(self, article: Article) -> Reading:
        if "[crash]" in article.text:
            os._exit(9)
        if "[hang]" in article.text:
            time.sleep(600)
        if "[slow]" in article.text:
            time.sleep(0.3)
        if "[fail]" in article.text:
            raise ValueError("the text says so")
        return Reading(article.language or "", self.version(article.language or ""))


class PatientReader(StubReader):
    """Reads whatever the text says."""

    def read(self, article: Article) -> Reading:
        return Reading(article.language or "", self.version(article.language or ""))
