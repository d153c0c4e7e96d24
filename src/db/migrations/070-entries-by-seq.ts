/**
 * Entries in a table whose key is their place: SQLite adds to the end of such a table without sharing out neighbouring
 * pages, so that a commit writes 4.8 pages instead of 6.4 (docs/decisions/032-cost-of-an-entry.md). A counter's file holds
 * one log; the trigger says so now that the key no longer does.
 */
export const entriesBySeq = {
  version: 70,
  sql: `
    create table entry_by_seq (
      seq integer primary key check (seq > 0),
      log_id text not null,
      body text not null,
      prev blob not null check (length(prev) = 32),
      hash blob not null check (length(hash) = 32),
      id text not null generated always as (body ->> '$.id') virtual,
      kind text not null generated always as (body ->> '$.kind') virtual,
      at real not null generated always as (body ->> '$.at') virtual
    ) strict;
    insert into entry_by_seq (seq, log_id, body, prev, hash)
      select seq, log_id, body, prev, hash from entry order by log_id, seq;
    drop table entry;
    alter table entry_by_seq rename to entry;
    create unique index entry_id on entry (id);

    create trigger entry_not_changed before update on entry
      begin select raise(abort, 'an entry is never changed'); end;
    create trigger entry_not_deleted before delete on entry
      when old.seq > (select coalesce(max(seq), 0) from anchor where log_id = old.log_id)
      begin select raise(abort, 'an entry is never deleted'); end;
    -- INSERT OR REPLACE deletes without asking the trigger above; this one refuses every row that is not the next.
    create trigger entry_at_the_end before insert on entry
      when new.seq <> 1 + (select coalesce(max(seq), 0) from entry)
        or new.log_id <> (select log_id from entry order by seq desc limit 1)
        or exists (select 1 from entry where id = new.body ->> '$.id')
      begin select raise(abort, 'entries are only added at the end'); end;
  `,
} as const
