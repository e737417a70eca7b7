-- What was certified: appended each time, never changed and never taken away.
CREATE TABLE certified (
  number INTEGER PRIMARY KEY,
  made_at TEXT NOT NULL,
  alpha REAL NOT NULL,
  delta REAL NOT NULL,
  seed INTEGER NOT NULL,
  codebook TEXT NOT NULL REFERENCES codebook(hash),
  model TEXT NOT NULL,               -- hash of the shipped model
  learned TEXT NOT NULL,             -- what corrects it, as 'learned.v1:HASH'; '' = nothing
  decisions TEXT NOT NULL,           -- hash of all answers that it rests on
  split TEXT NOT NULL,               -- JSON object: source -> development, calibration or test
  split_hash TEXT NOT NULL,
  sources TEXT NOT NULL,             -- JSON array: the sources that the study had
  codes TEXT NOT NULL,               -- JSON object: code -> certificate and what stands beside it
  sample BLOB NOT NULL               -- vectors of segments of the sources in the split
) STRICT;
CREATE TRIGGER certified_stays BEFORE UPDATE ON certified BEGIN
  SELECT RAISE(ABORT, 'a certification is never changed');
END;
CREATE TRIGGER certified_remains BEFORE DELETE ON certified BEGIN
  SELECT RAISE(ABORT, 'a certification is never taken away');
END;
