/** The page's style sheet: paper, ink, one deep blue; colours of states always stand beside a word. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --paper: #f7f4ec; --sheet: #fffdf7; --ink: #23262b; --soft: #5d6168; --line: #ddd7c8; --blue: #1d4f91; --on-blue: #fff;
  --good: #2b6e3f; --warn: #8a5a00; --bad: #a3281f;
  --l5: #1d4f91; --l4: #5b8cc4; --l3: #b9b4a5; --l2: #d99a4e; --l1: #a3281f; --rest: #e7e1d2;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #17191d; --sheet: #1f2227; --ink: #e8e4da; --soft: #a4a69f; --line: #373a40; --blue: #8db8ee; --on-blue: #10233c;
    --good: #86c99a; --warn: #e2b35c; --bad: #f0958d;
    --l5: #8db8ee; --l4: #5b86b8; --l3: #77746b; --l2: #d99a4e; --l1: #e0675c; --rest: #2e3137;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; max-width: 1296px; padding: 24px; background: var(--paper); color: var(--ink);
  font: 15px/1.5 "Microsoft YaHei UI", "PingFang SC", "Noto Sans CJK SC", sans-serif; font-variant-numeric: tabular-nums;
}
header { display: flex; align-items: baseline; gap: 16px; margin-bottom: 24px; }
h1 { font-size: 20px; margin: 0; flex: 1; }
h2 { font-size: 16px; margin: 32px 0 8px; }
a, .plain { color: var(--blue); }
form { margin: 0; }
button { font: inherit; border: 1px solid var(--blue); border-radius: 6px; padding: 8px 16px; background: var(--blue); color: var(--on-blue); cursor: pointer; }
button.plain { background: none; border: 0; padding: 0; text-decoration: underline; }
button:focus-visible, a:focus-visible, input:focus-visible, .sheet:focus-visible { outline: 3px solid var(--blue); outline-offset: 2px; }
.figures { display: flex; flex-wrap: wrap; gap: 8px; margin: 0; padding: 0; list-style: none; }
.figures li { flex: 1 1 160px; background: var(--sheet); border: 1px solid var(--line); border-radius: 6px; padding: 8px 16px; }
.figures b { display: block; font-size: 24px; line-height: 32px; font-weight: 600; }
.figures span, .soft { color: var(--soft); font-size: 14px; }
.sheet { background: var(--sheet); border: 1px solid var(--line); border-radius: 6px; overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th { text-align: start; font-weight: 500; color: var(--soft); font-size: 14px; white-space: nowrap; }
th, td { padding: 8px 16px; border-bottom: 1px solid var(--line); vertical-align: top; }
tr:last-child td { border-bottom: 0; }
tbody td:not(.station) { padding-top: 10px; }
td.n, th.n { text-align: end; white-space: nowrap; }
.station { font-size: 18px; font-weight: 600; max-width: 12em; overflow-wrap: anywhere; }
.good { color: var(--good); } .warn { color: var(--warn); } .bad { color: var(--bad); }
.state, .when, .reasons { white-space: nowrap; }
.small { max-width: 12em; overflow-wrap: anywhere; }
svg.bar { display: block; width: 100%; min-width: 240px; height: 16px; border-radius: 3px; }
.l5 { fill: var(--l5); } .l4 { fill: var(--l4); } .l3 { fill: var(--l3); } .l2 { fill: var(--l2); } .l1 { fill: var(--l1); } .rest { fill: var(--rest); }
ul.key { list-style: none; display: flex; flex-wrap: wrap; gap: 0 16px; margin: 4px 0 0; padding: 0; font-size: 14px; }
ul.key svg { width: 10px; height: 10px; margin-inline-end: 6px; border-radius: 2px; }
.code { font: 600 24px/32px ui-monospace, "Noto Sans Mono CJK SC", monospace; letter-spacing: 0.04em; }
.panel { padding: 16px; display: flex; flex-wrap: wrap; gap: 16px; align-items: center; }
.empty { padding: 16px; margin: 0; color: var(--soft); }
footer { margin-top: 24px; display: flex; gap: 16px; justify-content: space-between; color: var(--soft); font-size: 14px; }
.login { max-width: 360px; margin: 12vh auto 0; padding: 24px; display: grid; gap: 16px; }
label { display: grid; gap: 4px; }
input { font: inherit; padding: 8px; border: 1px solid var(--line); border-radius: 6px; background: var(--paper); color: var(--ink); }
`
