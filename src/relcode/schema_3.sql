-- What was learned from the decisions: a version each time, never changed and never taken away.
CREATE TABLE learned (
  number INTEGER PRIMARY KEY,
  made_at TEXT NOT NULL,
  codebook TEXT NOT NULL REFERENCES codebook(hash),
  model TEXT NOT NULL,               -- hash of the shipped model that it corrects
  decisions TEXT NOT NULL,           -- hash of all answers that it learned from
  content BLOB NOT NULL              -- arrays, as relcode.learn.versions packs them
) STRICT;
CREATE TRIGGER learned_stays BEFORE UPDATE ON learned BEGIN
  SELECT RAISE(ABORT, 'a learned version is never changed');
END;
CREATE TRIGGER learned_remains BEFORE DELETE ON learned BEGIN
  SELECT RAISE(ABORT, 'a learned version is never taken away');
END;
