"""Settings of every crawl and load, read by Scrapy; any of them can be set with ``scrapy crawl NAME -s KEY=VALUE``.

Settings of this project:

``DB``
    Path of the SQLite file. Default ``constancia.db``.
``CAPTURES``
    Folder for the captures. Default: beside the database, ``constancia.db`` → ``constancia.captures``.
``REPLAY``
    WARC files, a list or separated by commas, that answer every request instead of the network. Default: none.
``OUTLETS``
    TOML files that describe further outlets, a list or separated by commas (see ``spiders.own``). Default: those of the
    environment variable ``CONSTANCIA_OUTLETS``, else none.
``READERS``
    How many worker processes read articles. Default: one a processor, four at most.
``READ_TIMEOUT``
    Seconds after which a reading is given up and its article kept as unread. Default 120.
``READER``
    Dotted name of what reads: a class without arguments with a ``read(article)`` method.
``ARTICLES_MAX``
    At most so many new or changed articles a spider and run, newest first; the next run goes on with older ones.
    Default 500; 0: all.
``CONTACT``
    Where whoever runs the crawler can be asked: a mail address or a web page. Sites are told. Default: the environment
    variable ``CONSTANCIA_CONTACT``; a nightly run without one refuses.
``WAIT_MOST``
    Seconds that a site may ask to be left alone (Retry-After) without its crawl being given up. Default 120.
``SINCE``, ``UNTIL``
    A period in the past (days, months or years), whose articles are asked for instead of what is new. Default: none.
``ALLOW_PRIVATE``
    Whether sites at private and loopback addresses may be asked. Default no.
``LOOK_AGAIN``
    Whether recent articles are looked at again, for changes: after hours, days, a week. Default no; nightly runs do.
``RUN``
    The number of a run in the store's ledger, to which the run of each spider is added. Default: none.

What a run tells while it goes on (``crawler.stats``, and Scrapy's own signals): ``constancia/found`` articles listed by
the sources, ``constancia/known`` of these not fetched again, ``constancia/fetched`` article pages received,
``constancia/again`` unread articles tried again,
``constancia/read`` and ``constancia/unread``, ``constancia/kept/<outcome>`` as the store says, ``constancia/problems``
a list of lines for people, each naming its URL or file.
"""

import os

BOT_NAME = "constancia"
SPIDER_MODULES = ["spiders.newsroom", "spiders.outlets", "spiders.files"]

DB = "constancia.db"
CAPTURES = None
REPLAY: list[str] = []
OUTLETS = [path for path in os.environ.get("CONSTANCIA_OUTLETS", "").split(",") if path]
SPIDER_LOADER_CLASS = "spiders.own.OutletLoader"
READERS = None
RUN = None
LOOK_AGAIN = False
ALLOW_PRIVATE = False
SINCE = None
UNTIL = None
WAIT_MOST = 120
READ_TIMEOUT = 120
READER = "extract.reader.Reader"
ARTICLES_MAX = 500

# An honest name with a place to ask.
CONTACT = os.environ.get("CONSTANCIA_CONTACT", "").strip()
AGENT = "constancia/0.1 (news archive of a human-rights record; {})"
USER_AGENT = AGENT.format(CONTACT or "set CONSTANCIA_CONTACT to name yourself")
ROBOTSTXT_USER_AGENT = "constancia"
# Robots.txt is obeyed, by RFC 9309: a server error or no answer means no crawl, where Scrapy would go on.
ROBOTSTXT_OBEY = True

# One request a second a site at most, slower where the site is slow. Jitter would halve the delay at times.
DOWNLOAD_DELAY = 1.0
DOWNLOAD_DELAY_JITTER = 0
CONCURRENT_REQUESTS_PER_DOMAIN = 1
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_START_DELAY = 1.0

# Captures are evidence: what comes over TLS must come from the site that it names.
DOWNLOAD_VERIFY_CERTIFICATES = True
# An article page is small; a body of hundreds of megabytes is no article and would fill memory.
DOWNLOAD_MAXSIZE = 32 * 1024 * 1024
DOWNLOAD_WARNSIZE = 16 * 1024 * 1024
DOWNLOAD_TIMEOUT = 60
# Nothing here needs a session, and cookies make captures differ from visit to visit.
COOKIES_ENABLED = False
# A page that meta-refreshes is shown as it is; following it would capture another page under this address.
METAREFRESH_ENABLED = False
REDIRECT_MAX_TIMES = 5
# Too many requests is no reason to ask three times more: 429 is reported as blocked. The spider reports what failed.
RETRY_HTTP_CODES = [500, 502, 503, 504, 522, 524, 408]
RETRY_GIVE_UP_LOG_LEVEL = "DEBUG"

# Nothing but http and https.
DOWNLOAD_HANDLERS = {"data": None, "file": None, "ftp": None, "s3": None}

# No door into a running crawl.
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False

DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "spiders.robots.RobotsMiddleware": 100,
    # Sees what sites answer before redirects are followed (600) and failures tried again (550).
    "spiders.backoff.BackOffMiddleware": 610,
    # Whatever is sent has passed it: redirects, sources, robots.txt.
    "spiders.bounds.BoundsMiddleware": 885,
    # After captures (890): an unchanged source is answered with its last one.
    "spiders.conditional.ConditionalMiddleware": 880,
    # Nearest to the network: sees redirects, and bodies before they are decompressed.
    "spiders.capture.CaptureMiddleware": 890,
    "spiders.replay.ReplayMiddleware": 895,
}
ITEM_PIPELINES = {
    "pipelines.check.CheckPipeline": 100,
    "pipelines.read.ReadPipeline": 300,
    "pipelines.keep.KeepPipeline": 400,
}
EXTENSIONS = {"spiders.record.Record": 500}
# Articles of one page or file that wait in the pipelines at a time.
CONCURRENT_ITEMS = 16

LOG_LEVEL = "INFO"
# Items are whole articles; the log names them, not their texts.
LOG_FORMATTER = "spiders.logs.LogFormatter"
STATS_DUMP = False
