-- What nightly runs keep beside articles and claims, as of migration 3. Times are ISO 8601 in UTC.

CREATE TABLE runs (
  id INTEGER PRIMARY KEY,
  started TEXT NOT NULL,
  finished TEXT,
  ended TEXT,                               -- finished, interrupted or killed; NULL: under way
  captures_bytes INTEGER,                   -- of all captures, after the run
  free_bytes INTEGER,                       -- left on the disk that holds them
  problems TEXT NOT NULL DEFAULT '[]'       -- a JSON list of lines for people
);

CREATE TABLE outlet_runs (                  -- what a run did at one outlet
  run INTEGER NOT NULL REFERENCES runs(id),
  outlet TEXT NOT NULL,
  started TEXT NOT NULL,
  finished TEXT NOT NULL,
  ended TEXT NOT NULL,                      -- finished, shutdown, blocked …: why it ended
  source TEXT,                              -- robots, news, feed, sitemap, rest or section; NULL: none listed an article
  source_urls TEXT NOT NULL DEFAULT '[]',
  newest TEXT,                              -- when the newest article that the source lists was published or changed
  found INTEGER NOT NULL,                   -- articles that the sources list
  known INTEGER NOT NULL,                   -- of these, not asked for again
  fetched INTEGER NOT NULL,
  new INTEGER NOT NULL,
  changed INTEGER NOT NULL,
  unchanged INTEGER NOT NULL,
  failed INTEGER NOT NULL,
  blocked INTEGER NOT NULL,
  unread INTEGER NOT NULL,
  body INTEGER,                             -- median length of the texts, in characters
  fields TEXT NOT NULL DEFAULT '{}',        -- JSON: field to the share (0 to 1) of articles that have it
  problems TEXT NOT NULL DEFAULT '[]',
  wait_until TEXT,                          -- the site asked to be left alone until then
  PRIMARY KEY (run, outlet)
) WITHOUT ROWID;
CREATE INDEX outlet_runs_outlet ON outlet_runs(outlet, run);

CREATE TABLE visits (                       -- when an address was asked for last, and what makes the next question short
  url TEXT PRIMARY KEY,
  article TEXT,                             -- the address of the article it shows; NULL: a source of articles
  checked TEXT NOT NULL,
  status INTEGER NOT NULL,                  -- what the site answered: 200 for what was unchanged, too
  etag TEXT,
  last_modified TEXT,
  capture TEXT                              -- JSON: where the last full answer stands
) WITHOUT ROWID;
CREATE INDEX visits_article ON visits(article) WHERE article IS NOT NULL;

CREATE INDEX versions_fetched ON versions(fetched);
