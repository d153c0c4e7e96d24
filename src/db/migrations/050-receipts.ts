/** What the hall signed for: evidence that stands beside the chain, because it comes after what it speaks of. */
export const receipts = {
  version: 50,
  sql: `
    create table receipt (
      log_id text not null,
      seq integer not null,
      text text not null,
      signature text not null,
      primary key (log_id, seq)
    ) strict, without rowid;
  `,
} as const
