-- References as they came: the files whole, each record, which are one work, what people decided.
CREATE TABLE reference_file (
  sha256 TEXT PRIMARY KEY,           -- of the file's bytes
  name TEXT NOT NULL,
  content BLOB NOT NULL,             -- the file itself, packed
  problems TEXT NOT NULL,            -- JSON: line, record, what
  added_at TEXT NOT NULL
) STRICT;

CREATE TABLE reference (
  id TEXT PRIMARY KEY,               -- made from the content
  content TEXT NOT NULL              -- JSON: all that the record says
) STRICT, WITHOUT ROWID;

-- Where a reference stands: in every export that holds it.
CREATE TABLE reference_origin (
  file TEXT NOT NULL REFERENCES reference_file(sha256),
  number INTEGER NOT NULL,           -- of the record in its file, from 1
  line INTEGER NOT NULL,
  reference TEXT NOT NULL REFERENCES reference(id),
  PRIMARY KEY (file, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX reference_origin_reference ON reference_origin(reference);

-- Which references are taken for one work, and why: found anew whenever references come in.
CREATE TABLE reference_merge (
  first TEXT NOT NULL REFERENCES reference(id),
  second TEXT NOT NULL REFERENCES reference(id),
  rule TEXT NOT NULL,
  score REAL NOT NULL,
  why TEXT NOT NULL,
  PRIMARY KEY (first, second)
) STRICT, WITHOUT ROWID;

-- What people decided of two references; of two rulings on the same ones the later stands.
CREATE TABLE reference_ruling (
  id INTEGER PRIMARY KEY,
  first TEXT NOT NULL REFERENCES reference(id),
  second TEXT NOT NULL,              -- another reference, or a source that may be its full text
  same INTEGER NOT NULL,             -- 1: one work, 0: two
  coder TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT;
CREATE TRIGGER reference_ruling_stays BEFORE UPDATE ON reference_ruling BEGIN
  SELECT RAISE(ABORT, 'a ruling on references is never changed');
END;
CREATE TRIGGER reference_ruling_remains BEFORE DELETE ON reference_ruling BEGIN
  SELECT RAISE(ABORT, 'a ruling on references is never taken away');
END;
CREATE TRIGGER reference_stays BEFORE UPDATE ON reference BEGIN
  SELECT RAISE(ABORT, 'a reference is kept as it came');
END;
CREATE TRIGGER reference_remains BEFORE DELETE ON reference BEGIN
  SELECT RAISE(ABORT, 'a reference is never taken away');
END;
