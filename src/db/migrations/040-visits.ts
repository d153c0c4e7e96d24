/**
 * What came with visits, explanations and own results: the first matter of a matter's visit, the clerk's own reason, the
 * time over the limit, and with which sum a rating was shown to the one it rates.
 */
export const visits = {
  version: 40,
  sql: `
    alter table matter add column visit text;
    alter table matter add column explained text;
    alter table matter add column overtime_ms real;
    alter table press add column shown text;
  `,
} as const
