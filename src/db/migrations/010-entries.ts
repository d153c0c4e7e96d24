/**
 * The entries: they only ever grow at their end. `at` and `kind` have no index: each would cost every commit another
 * page, and lists read the chain in its order anyway.
 */
export const entries = {
  version: 10,
  sql: `
    create table entry (
      log_id text not null,
      seq integer not null check (seq > 0),
      body text not null,
      prev blob not null check (length(prev) = 32),
      hash blob not null check (length(hash) = 32),
      id text not null generated always as (body ->> '$.id') virtual,
      kind text not null generated always as (body ->> '$.kind') virtual,
      at real not null generated always as (body ->> '$.at') virtual,
      primary key (log_id, seq)
    ) strict, without rowid;
    create unique index entry_id on entry (id);

    create trigger entry_not_changed before update on entry
      begin select raise(abort, 'an entry is never changed'); end;
    create trigger entry_not_deleted before delete on entry
      begin select raise(abort, 'an entry is never deleted'); end;
    -- INSERT OR REPLACE deletes without asking the trigger above; this one refuses every row that is not the next.
    create trigger entry_at_the_end before insert on entry
      when new.seq <> 1 + (select coalesce(max(seq), 0) from entry where log_id = new.log_id)
        or exists (select 1 from entry where id = new.body ->> '$.id')
      begin select raise(abort, 'entries are only added at the end'); end;
  `,
} as const
