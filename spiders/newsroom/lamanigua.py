"""La Manigua, Spanish; a Drupal site of the sample newsroom."""

from __future__ import annotations

from spiders.families.drupal import DrupalSpider


class LaManigua(DrupalSpider):
    """The feed holds the newest ten and does not tell of changes; the address holds the Unix time of publication."""

    name = "lamanigua"
    outlet_name = "La Manigua"
    home = "http://lamanigua.example/"
    languages = ("es",)
    sample = True
    sitemaps = ()
    sections = ("/derechos-humanos", "/sociedad", "/economia")
    boilerplate = (r"_{5,}$", r"colabora con nuestro trabajo")
