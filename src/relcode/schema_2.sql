-- The review loop: rounds go out as sheets, come back as entries, and are never deleted.
CREATE TABLE round (
  name TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  seed INTEGER NOT NULL,
  codebook TEXT NOT NULL REFERENCES codebook(hash),
  settings TEXT NOT NULL,            -- JSON object
  made_at TEXT NOT NULL
) STRICT;

CREATE TABLE sheet (
  id TEXT PRIMARY KEY,
  round TEXT NOT NULL REFERENCES round(name) ON UPDATE CASCADE,
  coder TEXT NOT NULL,               -- '' = whoever returns it
  schema INTEGER NOT NULL,           -- of its keys
  sent BLOB NOT NULL                 -- what each row showed, as packed JSON
) STRICT;
CREATE INDEX sheet_round ON sheet(round);
-- Which sources a sheet showed: they are kept, whatever becomes of their files, until it is back.
CREATE TABLE shown (
  source TEXT NOT NULL REFERENCES source(id),
  sheet TEXT NOT NULL REFERENCES sheet(id),
  PRIMARY KEY (source, sheet)
) STRICT, WITHOUT ROWID;

CREATE TABLE entry (
  id INTEGER PRIMARY KEY,
  sheet TEXT NOT NULL REFERENCES sheet(id),
  file TEXT NOT NULL,
  sha256 TEXT NOT NULL,              -- of the file's bytes
  at TEXT NOT NULL
) STRICT;
CREATE TABLE undone (
  entry INTEGER PRIMARY KEY REFERENCES entry(id),
  at TEXT NOT NULL
) STRICT;

ALTER TABLE coding ADD COLUMN entry INTEGER REFERENCES entry(id);
ALTER TABLE coding ADD COLUMN spans TEXT NOT NULL DEFAULT '';  -- JSON: places in source.text
ALTER TABLE coding ADD COLUMN carried INTEGER NOT NULL DEFAULT 0;
CREATE INDEX coding_entry ON coding(entry);
CREATE INDEX coding_replaces ON coding(replaces);

-- A coder went through all codes of a segment ('done'), or could not decide ('unsure').
CREATE TABLE judged (
  segment TEXT NOT NULL REFERENCES segment(id),
  coder TEXT NOT NULL,
  mark TEXT NOT NULL,
  entry INTEGER NOT NULL REFERENCES entry(id),
  PRIMARY KEY (segment, coder, entry)
) STRICT, WITHOUT ROWID;
CREATE TABLE memo (
  id INTEGER PRIMARY KEY,
  segment TEXT NOT NULL REFERENCES segment(id),
  coder TEXT NOT NULL,
  text TEXT NOT NULL,
  author TEXT NOT NULL,
  code TEXT NOT NULL,
  entry INTEGER NOT NULL REFERENCES entry(id)
) STRICT;
CREATE INDEX memo_segment ON memo(segment);
CREATE TABLE own (
  id INTEGER PRIMARY KEY,
  segment TEXT NOT NULL REFERENCES segment(id),
  coder TEXT NOT NULL,
  heading TEXT NOT NULL,             -- of the reviewer's own column
  value TEXT NOT NULL,
  entry INTEGER NOT NULL REFERENCES entry(id)
) STRICT;
CREATE INDEX own_segment ON own(segment);
CREATE INDEX judged_entry ON judged(entry);

-- Decisions that count: none of an entry that was undone. Decisions from elsewhere have no entry.
-- One that was carried over keeps the entry that it first came by, and is undone with it.
CREATE VIEW live AS
  SELECT decision.*, round.kind, round.name AS round FROM decision
  LEFT JOIN entry ON entry.id = decision.entry
  LEFT JOIN sheet ON sheet.id = entry.sheet
  LEFT JOIN round ON round.name = sheet.round
  WHERE NOT EXISTS (SELECT 1 FROM undone WHERE undone.entry = decision.entry);
-- Segments that a person has left something on; they are never dropped.
CREATE VIEW kept AS
  SELECT segment FROM decision UNION SELECT segment FROM judged
  UNION SELECT segment FROM memo UNION SELECT segment FROM own;

-- The source that took this one's place when its file had changed; '' = none.
ALTER TABLE source ADD COLUMN successor TEXT NOT NULL DEFAULT '';
CREATE VIEW present AS SELECT * FROM source WHERE successor = '';
CREATE VIEW present_segment AS
  SELECT segment.* FROM segment JOIN present ON present.id = segment.source;
