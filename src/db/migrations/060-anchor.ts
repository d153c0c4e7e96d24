/**
 * Where the log begins after entries have left it: the last of them, its hash, and the copy that still holds them. Only
 * what is not beyond an anchor can be deleted at all. What the anchor says stands in the chain as well (`log.pruned`).
 */
export const anchor = {
  version: 60,
  sql: `
    create table anchor (
      log_id text not null,
      seq integer not null check (seq > 0),
      hash blob not null check (length(hash) = 32),
      archive text not null,
      primary key (log_id, seq)
    ) strict, without rowid;

    drop trigger entry_not_deleted;
    create trigger entry_not_deleted before delete on entry
      when old.seq > (select coalesce(max(seq), 0) from anchor where log_id = old.log_id)
      begin select raise(abort, 'an entry is never deleted'); end;
  `,
} as const
