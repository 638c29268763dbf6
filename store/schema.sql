-- The tables of Constancia, as of migration 1. Columns that analysts read are described in the README; text columns that
-- hold several values are JSON lists, except `who`, `agent` and `said_by`, whose names are joined with "; ".
-- `pk` columns exist because full-text indexes cite rows by integer keys that VACUUM must not change.

CREATE TABLE captures (
  id TEXT PRIMARY KEY,                      -- WARC-Record-ID
  file TEXT NOT NULL,
  offset INTEGER NOT NULL CHECK (offset >= 0),
  url TEXT NOT NULL,
  date TEXT NOT NULL,
  digest TEXT NOT NULL,
  media_type TEXT NOT NULL
);

CREATE TABLE articles (
  pk INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  outlet TEXT NOT NULL,
  url TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  authors TEXT NOT NULL DEFAULT '[]',
  published TEXT,
  modified TEXT,
  language TEXT,
  text TEXT NOT NULL,
  duplicate_of TEXT REFERENCES articles(id) DEFERRABLE INITIALLY DEFERRED CHECK (duplicate_of <> id),
  translation_of TEXT REFERENCES articles(id) DEFERRABLE INITIALLY DEFERRED CHECK (translation_of <> id),
  section TEXT,
  tags TEXT NOT NULL DEFAULT '[]',
  timezone TEXT NOT NULL,
  layers TEXT NOT NULL DEFAULT '{}',
  warnings TEXT NOT NULL DEFAULT '[]',
  version INTEGER NOT NULL,                 -- of versions: the newest text
  digest TEXT NOT NULL,
  fetched TEXT NOT NULL,
  reader TEXT,                              -- what read it; NULL while unread
  reading_warnings TEXT NOT NULL DEFAULT '[]',
  unread TEXT,                              -- why it is not read
  CHECK ((reader IS NULL) = (unread IS NOT NULL))
);
CREATE INDEX articles_duplicate_of ON articles(duplicate_of) WHERE duplicate_of IS NOT NULL;
CREATE INDEX articles_translation_of ON articles(translation_of) WHERE translation_of IS NOT NULL;
CREATE INDEX articles_unread ON articles(id) WHERE unread IS NOT NULL;
CREATE INDEX articles_published ON articles(published);
CREATE INDEX articles_outlet ON articles(outlet, published);

CREATE TABLE versions (
  article_id TEXT NOT NULL REFERENCES articles(id),
  version INTEGER NOT NULL CHECK (version >= 1),
  fetched TEXT NOT NULL,
  title TEXT NOT NULL,
  text TEXT NOT NULL,
  digest TEXT NOT NULL,
  capture TEXT REFERENCES captures(id),
  modified TEXT,
  reader TEXT,
  PRIMARY KEY (article_id, version)
);

CREATE INDEX versions_digest ON versions(article_id, digest);
CREATE INDEX versions_capture ON versions(capture);

CREATE TABLE alternates (                   -- other editions that an article's page names
  article_id TEXT NOT NULL REFERENCES articles(id),
  language TEXT NOT NULL,
  url TEXT NOT NULL,
  PRIMARY KEY (article_id, language, url)
);
CREATE INDEX alternates_url ON alternates(url);

CREATE TABLE entities (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('person', 'organization', 'place')),
  name TEXT NOT NULL,
  folded TEXT NOT NULL,
  UNIQUE (kind, folded)
);

CREATE TABLE entity_forms (                 -- forms as articles give them, and whom each names
  kind TEXT NOT NULL,
  form TEXT NOT NULL,
  folded TEXT NOT NULL,
  entity_id TEXT NOT NULL REFERENCES entities(id) DEFERRABLE INITIALLY DEFERRED,
  PRIMARY KEY (kind, form)
);
CREATE INDEX entity_forms_folded ON entity_forms(kind, folded);
CREATE INDEX entity_forms_entity ON entity_forms(entity_id);

CREATE TABLE person_words (                 -- finds longer and shorter forms of a person's name
  first TEXT NOT NULL,
  word TEXT NOT NULL,
  folded TEXT NOT NULL,
  is_last INTEGER NOT NULL CHECK (is_last IN (0, 1)),
  PRIMARY KEY (first, word, folded)
) WITHOUT ROWID;
CREATE INDEX person_words_folded ON person_words(folded);

CREATE TABLE names (
  article_id TEXT NOT NULL REFERENCES articles(id),
  start_char INTEGER NOT NULL CHECK (start_char >= 0),
  end_char INTEGER NOT NULL,
  text TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('person', 'organization', 'place')),
  entity_id TEXT NOT NULL REFERENCES entities(id) DEFERRABLE INITIALLY DEFERRED,
  form TEXT NOT NULL,                       -- the fullest form in the article
  rule TEXT NOT NULL DEFAULT '',
  CHECK (end_char > start_char)
);
CREATE INDEX names_article ON names(article_id, start_char);
CREATE INDEX names_entity ON names(entity_id);
CREATE INDEX names_form ON names(kind, form);

CREATE TABLE figures (
  article_id TEXT NOT NULL REFERENCES articles(id),
  start_char INTEGER NOT NULL CHECK (start_char >= 0),
  end_char INTEGER NOT NULL,
  text TEXT NOT NULL,
  value REAL,
  low REAL,
  high REAL,
  bound TEXT NOT NULL
    CHECK (bound IN ('exact', 'about', 'at_least', 'more_than', 'at_most', 'less_than', 'between')),
  unit TEXT NOT NULL,
  measure TEXT,
  number_start INTEGER NOT NULL,
  number_end INTEGER NOT NULL,
  rule TEXT NOT NULL DEFAULT '',
  CHECK (end_char > start_char AND number_start >= start_char AND number_end <= end_char)
);
CREATE INDEX figures_article ON figures(article_id, start_char);

CREATE TABLE dates (
  article_id TEXT NOT NULL REFERENCES articles(id),
  start_char INTEGER NOT NULL CHECK (start_char >= 0),
  end_char INTEGER NOT NULL,
  text TEXT NOT NULL,
  date TEXT NOT NULL,
  rule TEXT NOT NULL DEFAULT '',
  CHECK (end_char > start_char)
);
CREATE INDEX dates_article ON dates(article_id, start_char);

CREATE TABLE claims (
  pk INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('figure', 'event', 'quote')),
  measure TEXT,
  event TEXT,
  who TEXT,
  agent TEXT,
  value REAL,
  low REAL,
  high REAL,
  bound TEXT CHECK (bound IN ('exact', 'about', 'at_least', 'more_than', 'at_most', 'less_than', 'between')),
  unit TEXT,
  date TEXT,
  place TEXT,
  said_by TEXT,
  quote TEXT,
  hedge TEXT CHECK (hedge IN ('asserted', 'possible', 'planned', 'denied')),
  detail TEXT,
  confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1),
  first_seen TEXT NOT NULL,                 -- publication, else capture, of its first and last statement
  last_seen TEXT NOT NULL,
  statement_count INTEGER NOT NULL CHECK (statement_count > 0),
  outlet_count INTEGER NOT NULL CHECK (outlet_count > 0),
  independent_sources INTEGER NOT NULL CHECK (independent_sources > 0),
  measure_key TEXT,                         -- folded measure, for comparing claims of one measure
  day_from INTEGER NOT NULL,                -- days (proleptic ordinals) it is about, or was published in
  day_to INTEGER NOT NULL,
  labels TEXT NOT NULL DEFAULT '',          -- what is searched beside the sentences
  sentences TEXT NOT NULL DEFAULT ''
);
CREATE INDEX claims_measure ON claims(measure_key, unit, day_from);
CREATE INDEX claims_seen ON claims(last_seen DESC, confidence DESC, id);
CREATE INDEX claims_kind ON claims(kind, last_seen DESC);

CREATE TABLE statements (
  pk INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  claim_id TEXT REFERENCES claims(id) DEFERRABLE INITIALLY DEFERRED,
  article_id TEXT NOT NULL REFERENCES articles(id),
  start_char INTEGER NOT NULL CHECK (start_char >= 0),
  end_char INTEGER NOT NULL,
  sentence TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('figure', 'event', 'quote')),
  measure TEXT,
  event TEXT,
  who TEXT,
  agent TEXT,
  value REAL,
  low REAL,
  high REAL,
  bound TEXT CHECK (bound IN ('exact', 'about', 'at_least', 'more_than', 'at_most', 'less_than', 'between')),
  unit TEXT,
  date TEXT,
  place TEXT,
  said_by TEXT,
  quote TEXT,
  hedge TEXT CHECK (hedge IN ('asserted', 'possible', 'planned', 'denied')),
  detail TEXT,
  confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1),
  doubts TEXT NOT NULL DEFAULT '[]',
  rule TEXT NOT NULL DEFAULT '',
  who_names TEXT NOT NULL DEFAULT '[]',
  CHECK (end_char > start_char),
  CHECK (kind <> 'figure' OR unit IS NOT NULL),
  CHECK (kind <> 'event' OR event IS NOT NULL),
  CHECK (kind <> 'quote' OR quote IS NOT NULL)
);
CREATE INDEX statements_claim ON statements(claim_id);
CREATE INDEX statements_article ON statements(article_id, start_char);

CREATE TABLE parties (                      -- names in a statement's slots and whom they name
  statement_id TEXT NOT NULL REFERENCES statements(id) ON DELETE CASCADE,
  role TEXT NOT NULL CHECK (role IN ('who', 'agent', 'said_by')),
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  folded TEXT NOT NULL,
  entity_id TEXT REFERENCES entities(id) DEFERRABLE INITIALLY DEFERRED,
  PRIMARY KEY (statement_id, role, position)
);
CREATE INDEX parties_entity ON parties(entity_id);
CREATE INDEX parties_folded ON parties(role, folded);

CREATE TABLE cores (                        -- statements that may be one claim share a core
  core TEXT NOT NULL,
  statement_id TEXT NOT NULL REFERENCES statements(id) ON DELETE CASCADE,
  PRIMARY KEY (core, statement_id)
) WITHOUT ROWID;
CREATE INDEX cores_statement ON cores(statement_id);

CREATE TABLE history (                      -- mentions and statements of texts that were replaced
  article_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  item TEXT NOT NULL CHECK (item IN ('name', 'figure', 'date', 'statement')),
  start_char INTEGER NOT NULL CHECK (start_char >= 0),
  end_char INTEGER NOT NULL CHECK (end_char > start_char),
  text TEXT NOT NULL,                       -- the mention, or the statement's sentence
  statement_id TEXT,
  claim_id TEXT,                            -- the claim that a statement stood for when it was replaced
  slots TEXT NOT NULL,                      -- everything else, as a JSON object
  FOREIGN KEY (article_id, version) REFERENCES versions(article_id, version)
);
CREATE INDEX history_version ON history(article_id, version);
CREATE INDEX history_claim ON history(claim_id) WHERE claim_id IS NOT NULL;

CREATE TABLE claim_redirects (              -- ids that claims had: what they are now, NULL where nothing says it any more
  old_id TEXT PRIMARY KEY,
  new_id TEXT REFERENCES claims(id) DEFERRABLE INITIALLY DEFERRED,
  slots TEXT NOT NULL                       -- what it said, as a JSON object
);
CREATE INDEX claim_redirects_new ON claim_redirects(new_id);

CREATE TABLE disputes (
  dispute_id TEXT NOT NULL,
  claim_id TEXT NOT NULL REFERENCES claims(id) DEFERRABLE INITIALLY DEFERRED,
  kind TEXT NOT NULL CHECK (kind IN ('contradiction', 'update', 'definition', 'revision', 'compatible')),
  PRIMARY KEY (dispute_id, claim_id)
);
CREATE INDEX disputes_claim ON disputes(claim_id);

CREATE TABLE fingerprints (                 -- MinHash signature of the text, little-endian unsigned 32-bit numbers
  article_id TEXT PRIMARY KEY REFERENCES articles(id),
  scheme TEXT NOT NULL,
  shingles INTEGER NOT NULL,
  signature BLOB NOT NULL
);
CREATE TABLE bands (
  band INTEGER NOT NULL,
  hash BLOB NOT NULL,
  article_id TEXT NOT NULL REFERENCES articles(id),
  PRIMARY KEY (band, hash, article_id)
) WITHOUT ROWID;
CREATE INDEX bands_article ON bands(article_id);
CREATE TABLE copies (                       -- pairs of articles with nearly the same text, both ways round
  article_id TEXT NOT NULL REFERENCES articles(id),
  other_id TEXT NOT NULL REFERENCES articles(id),
  similarity REAL NOT NULL,
  PRIMARY KEY (article_id, other_id)
) WITHOUT ROWID;

CREATE TABLE editions (                     -- pairs of articles that say the same in two languages, both ways round
  article_id TEXT NOT NULL REFERENCES articles(id),
  other_id TEXT NOT NULL REFERENCES articles(id),
  PRIMARY KEY (article_id, other_id)
) WITHOUT ROWID;
CREATE INDEX editions_other ON editions(other_id);
CREATE INDEX copies_other ON copies(other_id);
CREATE TABLE twins (                        -- quotes that are translations of one another share a core
  core TEXT NOT NULL,
  statement_id TEXT NOT NULL REFERENCES statements(id) ON DELETE CASCADE,
  PRIMARY KEY (core, statement_id)
) WITHOUT ROWID;
CREATE INDEX twins_statement ON twins(statement_id);

CREATE VIEW sources AS
SELECT s.claim_id, a.outlet, a.title, a.authors AS author, a.published, a.url, s.sentence, v.capture,
  s.id AS statement_id, s.article_id, s.start_char, s.end_char, c.digest AS capture_digest, v.fetched
FROM statements s
JOIN articles a ON a.id = s.article_id
JOIN versions v ON v.article_id = a.id AND v.version = a.version
LEFT JOIN captures c ON c.id = v.capture;
