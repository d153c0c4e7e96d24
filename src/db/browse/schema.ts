/**
 * browse.db: what makes pages of the log quick. It is made from the log alone, may be deleted at any time and is then
 * made again, so that no list costs the counter's own commits anything (docs/decisions/025).
 *
 * `n` numbers all entries of a file in the order of its chains; a matter's `n` is that of the entry that opened it.
 * Indexes of one column hold `n` too, so that each gives its rows in the order of the chain.
 */

/** Another number: the file is made again. */
export const INDEX_VERSION = 2

export const SCHEMA = `
  create table log (
    place integer primary key,
    id text not null unique,
    seq integer not null default 0,
    hash blob
  );
  -- Every word once: kinds, staff numbers, codes of items, outcomes, verdicts; count: rows that have it.
  create table word (
    id integer primary key,
    area text not null,
    text text not null,
    name text,
    count integer not null default 0,
    unique (area, text)
  );
  create table entry (
    n integer primary key,
    log integer not null,
    seq integer not null,
    at real not null,
    kind integer not null,
    staff integer,
    verdict integer,
    matter integer
  );
  create index entry_kind on entry (kind);
  create index entry_staff on entry (staff) where staff is not null;
  -- Two words that hardly ever meet: without it, a page looks at each entry of the rarer one.
  create index entry_staff_kind on entry (staff, kind) where staff is not null;
  create index entry_verdict on entry (verdict) where verdict is not null;
  create table matter (
    n integer primary key,
    id text not null unique,
    at real not null,
    asked integer not null default 0,
    staff integer,
    item integer,
    outcome integer,
    reference text
  );
  create index matter_staff on matter (staff);
  -- An item's matters stand far apart: with their ids here, a page has a hundred places less to read.
  create index matter_item on matter (item, n, id);
  create index matter_outcome on matter (outcome);
  create index matter_reference on matter (reference) where reference is not null;
  create table story (
    matter integer not null,
    entry integer not null,
    primary key (matter, entry)
  ) without rowid;
  -- A quarter of an hour: which entries fell into it, so that days have bounds in n, and what its matters came to.
  create table slot (
    slot integer primary key,
    first integer not null,
    last integer not null,
    entries integer not null default 0,
    matters integer not null default 0,
    asked integer not null default 0,
    rated integer not null default 0,
    unrated integer not null default 0,
    l1 integer not null default 0,
    l2 integer not null default 0,
    l3 integer not null default 0,
    l4 integer not null default 0,
    l5 integer not null default 0
  );
  create virtual table note using fts5 (text, content = '', tokenize = 'ascii');
`

export const SLOT_MS = 15 * 60_000

/** @returns the quarter of an hour of a time in ms UTC: local days of every zone begin with one. */
export const slotOf = (at: number): number => Math.floor(at / SLOT_MS)
