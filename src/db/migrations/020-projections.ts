/**
 * What pages query, made from the entries in the same transaction and made again by `guiping log rebuild`.
 * Times are wall clock in ms UTC, durations ms; `seq` is the entry that opened the row and gives the order, because
 * clocks jump. The level of a press stands in `press` alone.
 */
export const projections = {
  version: 20,
  sql: `
    create table shift (
      id text primary key,
      seq integer not null,
      staff text not null,
      opened_at real not null,
      paused text,
      closed_at real,
      closed_why text
    ) strict, without rowid;

    create table matter (
      id text primary key,
      seq integer not null,
      shift text not null,
      staff text,
      opened_at real not null,
      item_code text not null,
      item_name text not null,
      reference text,
      asks integer not null default 0,
      ask text,
      closed_at real,
      outcome text not null default 'open' check (outcome in ('open', 'rated', 'unrated')),
      reason text,
      press text,
      served_ms real
    ) strict, without rowid;
    create index matter_staff on matter (staff, opened_at);

    create table press (
      id text primary key,
      seq integer not null,
      at real not null,
      staff text,
      verdict text not null,
      level integer,
      ask text,
      matter text,
      profile text not null,
      key text not null,
      device_at real
    ) strict, without rowid;
  `,
} as const
