"""El Tamarindo, Spanish; a WordPress site of the sample newsroom."""

from __future__ import annotations

from extract.page_rules import Selectors
from spiders.families.wordpress import WordPressSpider


class ElTamarindo(WordPressSpider):
    """The feed holds the newest six articles only; the sitemap named in robots.txt holds all and tells of changes."""

    name = "eltamarindo"
    outlet_name = "El Tamarindo"
    home = "http://eltamarindo.example/"
    languages = ("es",)
    sample = True
    templates = (
        Selectors(
            remove=(".tamarindo-mas",),
        ),
        *WordPressSpider.templates,
    )
    boilerplate = (r"¿tienes un familiar preso\? escríbenos",)
