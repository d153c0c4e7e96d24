/**
 * How far the hall has acknowledged each log, and the hash it acknowledged there: what was once acknowledged and is gone
 * or different now has been taken away.
 */
export const delivery = {
  version: 30,
  sql: `
    create table delivery (
      log_id text primary key,
      acked integer not null,
      hash blob
    ) strict;
  `,
} as const
