"""One file an outlet: what is known of its site, as data.

To add one: take the file of an outlet of the same family for a pattern; file, class and ``name`` agree. Say in the
docstring what is sure and what is guessed. ``home``, ``article_url`` and one source of articles are enough to begin
with: ``scrapy crawl NAME -s ARTICLES_MAX=3`` shows what comes of it, and each field falls back to the generic layers.
An address of an article and one of another page belong into ``tests/spiders/test_spiders.py``.
"""
