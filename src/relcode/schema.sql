-- One study is one SQLite file. Positions are code points into source.text.
CREATE TABLE meta (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

-- Every codebook the study ever used, whole, so that old codings stay explicable.
CREATE TABLE codebook (
  hash TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  version TEXT NOT NULL,
  content TEXT NOT NULL,
  added_at TEXT NOT NULL
) STRICT;

CREATE TABLE source (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  language TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  words INTEGER NOT NULL,
  text TEXT NOT NULL,
  layout TEXT NOT NULL,              -- JSON: blocks, sections, turns
  variables TEXT NOT NULL,           -- JSON object
  tagged TEXT NOT NULL DEFAULT ''    -- fingerprint of tagger and codebook; '' = not tagged yet
) STRICT;

-- What was read from where: a source, or the reason why not.
CREATE TABLE input (
  path TEXT PRIMARY KEY,             -- relative to the study's folder where possible
  sha256 TEXT NOT NULL,              -- of the file's bytes
  reading TEXT NOT NULL,             -- fingerprint of the settings it was read with
  source TEXT REFERENCES source(id),
  problem TEXT NOT NULL DEFAULT '',
  read_at TEXT NOT NULL
) STRICT;
CREATE INDEX input_source ON input(source);

CREATE TABLE segment (
  id TEXT PRIMARY KEY,
  source TEXT NOT NULL REFERENCES source(id) ON DELETE CASCADE,
  start INTEGER NOT NULL,
  end INTEGER NOT NULL,
  unit TEXT NOT NULL,
  section TEXT NOT NULL,
  page INTEGER,
  speaker TEXT,
  speaker_role TEXT NOT NULL,
  reply_to TEXT,
  stem_start INTEGER,
  stem_end INTEGER,
  lesson REAL NOT NULL,
  codable INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX segment_source ON segment(source, start);

-- Human rows are only ever appended; machine suggestions may be recomputed.
CREATE TABLE coding (
  id INTEGER PRIMARY KEY,
  segment TEXT NOT NULL REFERENCES segment(id) ON DELETE CASCADE,
  code TEXT NOT NULL,
  valence TEXT NOT NULL,
  role TEXT NOT NULL,
  stance TEXT NOT NULL,
  probability REAL,
  status TEXT NOT NULL,
  coder TEXT NOT NULL,
  tagger TEXT NOT NULL,
  why TEXT NOT NULL,                 -- JSON: evidence, valence, note
  made_at TEXT NOT NULL,
  replaces INTEGER REFERENCES coding(id)
) STRICT;
CREATE INDEX coding_segment ON coding(segment);
CREATE INDEX coding_code ON coding(code);
CREATE VIEW suggestion AS SELECT * FROM coding WHERE status IN ('suggested', 'candidate');
CREATE VIEW decision AS SELECT * FROM coding WHERE status NOT IN ('suggested', 'candidate');

CREATE TABLE run (
  id INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  command TEXT NOT NULL,
  version TEXT NOT NULL,             -- of relcode
  codebook TEXT NOT NULL REFERENCES codebook(hash),
  tagger TEXT NOT NULL,
  sources_read INTEGER NOT NULL,
  sources_tagged INTEGER NOT NULL
) STRICT;
