/**
 * The hall's tables. `entry` is the truth, byte for byte as the counters sent it; matter, ask and press are
 * projections of it, written in the same transaction. Migrations are only ever added, one number each.
 * Times are ms UTC. Columns that a counter fills with a number are REAL: a counter may send any JSON number.
 */

/** `PRAGMA application_id` of a hall database: "GPhl". */
export const APPLICATION_ID = 0x4750686c

export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE setting(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

  CREATE TABLE counter(
    id TEXT PRIMARY KEY,
    station TEXT NOT NULL,
    public_key TEXT NOT NULL UNIQUE,
    enrolled_at INTEGER NOT NULL,
    contact_at INTEGER,
    -- the hall's clock minus the counter's at the last contact
    offset_ms REAL NOT NULL DEFAULT 0
  ) STRICT;

  -- only the code's SHA-256 is kept
  CREATE TABLE code(hash TEXT PRIMARY KEY, expires_at INTEGER NOT NULL, counter TEXT) STRICT;

  CREATE TABLE staff(number TEXT PRIMARY KEY, name TEXT NOT NULL, verifier TEXT NOT NULL) STRICT;
  CREATE TABLE item(
    code TEXT PRIMARY KEY, name TEXT NOT NULL, limit_ms INTEGER, weight REAL NOT NULL, place INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE log(
    id TEXT PRIMARY KEY,
    counter TEXT NOT NULL REFERENCES counter(id),
    station TEXT NOT NULL,
    opened_at REAL NOT NULL
  ) STRICT;
  CREATE INDEX log_of_counter ON log(counter);

  CREATE TABLE entry(
    log TEXT NOT NULL REFERENCES log(id),
    seq INTEGER NOT NULL,
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    prev TEXT NOT NULL,
    hash TEXT NOT NULL,
    got_at INTEGER NOT NULL,
    PRIMARY KEY(log, seq)
  ) STRICT, WITHOUT ROWID;
  CREATE TRIGGER entry_stays BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END;
  CREATE TRIGGER entry_remains BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'entries are never deleted'); END;

  -- the other version of a log that parted from ours after entry \`common\`
  CREATE TABLE fork(
    log TEXT NOT NULL REFERENCES log(id),
    seq INTEGER NOT NULL,
    hash TEXT NOT NULL,
    prev TEXT NOT NULL,
    body TEXT NOT NULL,
    common INTEGER NOT NULL,
    counter TEXT NOT NULL,
    got_at INTEGER NOT NULL,
    PRIMARY KEY(log, seq, hash)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE incident(
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    code TEXT NOT NULL,
    counter TEXT NOT NULL,
    log TEXT NOT NULL,
    seq INTEGER NOT NULL,
    detail TEXT NOT NULL,
    -- 1: the counter's own entry says so; 0: the hall found it
    reported INTEGER NOT NULL,
    UNIQUE(log, seq, code)
  ) STRICT;

  CREATE TABLE matter(
    counter TEXT NOT NULL,
    id TEXT NOT NULL,
    item TEXT,
    opened_at REAL,
    closed_at REAL,
    outcome TEXT,
    reason TEXT,
    PRIMARY KEY(counter, id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX matter_closed ON matter(closed_at);

  CREATE TABLE ask(
    counter TEXT NOT NULL, id TEXT NOT NULL, matter TEXT NOT NULL, at REAL NOT NULL, pad TEXT NOT NULL,
    PRIMARY KEY(counter, id)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE press(
    log TEXT NOT NULL,
    seq INTEGER NOT NULL,
    id TEXT NOT NULL,
    counter TEXT NOT NULL,
    at REAL NOT NULL,
    verdict TEXT NOT NULL,
    level INTEGER,
    ask TEXT,
    matter TEXT,
    -- 1: this press is a rating; 0: it is stored and counts nothing
    counts INTEGER NOT NULL,
    PRIMARY KEY(log, seq)
  ) STRICT, WITHOUT ROWID;
  CREATE UNIQUE INDEX rating_id ON press(id) WHERE counts = 1;
  CREATE UNIQUE INDEX rating_ask ON press(ask) WHERE counts = 1;
  CREATE INDEX rating_at ON press(at) WHERE counts = 1;
  `,
  `
  -- 1: the verifier is of a first password, which its owner must change
  ALTER TABLE staff ADD COLUMN first INTEGER NOT NULL DEFAULT 0;
  -- the clerk's reason beside the program's own
  ALTER TABLE matter ADD COLUMN explained TEXT;
  -- the last ask that covers it: matters of a visit share one
  ALTER TABLE matter ADD COLUMN ask TEXT;
  `,
  `
  -- for the customer's screen
  ALTER TABLE staff ADD COLUMN photo TEXT;
  ALTER TABLE staff ADD COLUMN stars INTEGER;
  `,
  `
  -- a key that sealed the counter's logs from an enrolment on: a secret. The earliest of a series checks all later seals
  CREATE TABLE seal_key(
    counter TEXT NOT NULL REFERENCES counter(id),
    series TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    key TEXT NOT NULL,
    PRIMARY KEY(counter, series)
  ) STRICT, WITHOUT ROWID;

  -- what this hall signed for
  CREATE TABLE receipt(
    log TEXT NOT NULL REFERENCES log(id),
    seq INTEGER NOT NULL,
    text TEXT NOT NULL,
    signature TEXT NOT NULL,
    PRIMARY KEY(log, seq)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  -- a code for a PC that takes the place of this counter's
  ALTER TABLE code ADD COLUMN replaces TEXT REFERENCES counter(id);
  `,
]
