/** The pages as templates. No scripts, no inline styles: the policy of pages.ts allows neither. */
import type { Language } from '../../shared/errors.ts'
import type { FullCheck } from './chain-watch.ts'
import { type Html, html } from './html.ts'
import type { CounterCard, Overview } from './overview.ts'
import { absolute, CHAIN_WORDS, fill, number, relative, WORDS, type Words } from './words.ts'

const REFRESH_S = 10

const address = (language: Language) => `/?lang=${language}`

const frame = (language: Language, refresh: boolean, tools: Html | null, body: Html): Html => {
  const words = WORDS[language]
  const other: Language = language === 'zh-CN' ? 'en-US' : 'zh-CN'
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
${refresh ? html`<meta http-equiv="refresh" content="${REFRESH_S};url=${address(language)}">` : null}
<title>${words.title}</title>
<link rel="stylesheet" href="/hall.css">
</head>
<body>
<header><h1>${words.title}</h1><a href="${address(other)}" lang="${other}">${words.other}</a>${tools}</header>
${body}
</body>
</html>`
}

/** @param trouble why the last try failed, as a sentence. */
export const loginPage = (language: Language, trouble: string | null): Html => {
  const words = WORDS[language]
  return frame(
    language,
    false,
    null,
    html`<form class="login sheet" method="post" action="/login">
<input type="hidden" name="lang" value="${language}">
<label>${words.password}<input type="password" name="password" required autofocus autocomplete="current-password" maxlength="256"></label>
${trouble === null ? null : html`<p class="bad" role="alert">▲ ${trouble}</p>`}
<button>${words.login}</button>
</form>`,
  )
}

const postForm = (action: string, csrf: string, language: Language, button: Html): Html =>
  html`<form method="post" action="${action}"><input type="hidden" name="csrf" value="${csrf}"><input type="hidden" name="lang" value="${language}">${button}</form>`

const contactCell = (card: CounterCard, now: number, language: Language, words: Words): Html => {
  if (card.contactAt === null) return html`<span class="soft">${words.never}</span>`
  const off = card.clockOff
  return html`${relative(now - card.contactAt, language)}<br><span class="soft">${absolute(card.contactAt, language)}</span>${
    off === null
      ? null
      : html`<br><span class="warn">▲ ${fill(words.clock, { minutes: number(off, language) })}</span>`
  }`
}

/** The worst of a counter's logs speaks for it. */
const chainCell = ({ chains }: CounterCard, language: Language, words: Words): Html => {
  if (chains.length === 0) return html`<span class="soft">${words.noLog}</span>`
  for (const { verdict, firstBad } of chains)
    if (verdict !== 'ok')
      return html`<span class="bad">✕ ${fill(CHAIN_WORDS[language][verdict], { seq: firstBad ?? 0 })}</span>`
  const behind = chains.find((chain) => chain.checked < chain.entries)
  if (!behind) return html`<span class="good">✓ ${words.whole}</span>`
  const progress = `${number(behind.checked, language)} / ${number(behind.entries, language)}`
  return html`<span class="soft">… ${words.checking} ${progress}</span>`
}

const BAR_WIDTH = 1000

/** A stacked bar, best level first; the numbers stand beneath it. */
const bar = (card: CounterCard): Html => {
  const all = card.levels.reduce((sum, { n }) => sum + n, 0)
  let x = 0
  const pieces = card.levels.map(({ level, n }) => {
    const width = all === 0 ? 0 : (n / all) * BAR_WIDTH
    const piece = html`<rect class="l${level}" x="${x}" y="0" width="${width}" height="16"/>`
    x += width
    return piece
  })
  return html`<svg class="bar" viewBox="0 0 ${BAR_WIDTH} 16" preserveAspectRatio="none" aria-hidden="true"><rect class="rest" width="${BAR_WIDTH}" height="16"/>${pieces}</svg>`
}

const ratingsCell = (card: CounterCard, language: Language): Html =>
  html`${bar(card)}<ul class="key">${card.levels.map(
    ({ level, label, n }) =>
      html`<li><svg viewBox="0 0 10 10" aria-hidden="true"><rect class="l${level}" width="10" height="10"/></svg>${label} ${number(n, language)}</li>`,
  )}</ul>`

const reasonsCell = (card: CounterCard, language: Language, words: Words): Html =>
  card.reasons.length === 0
    ? html`<span class="soft">${words.none}</span>`
    : html`${card.reasons.map(({ label, n }) => html`<div>${label} ${number(n, language)}</div>`)}`

const counterTable = (overview: Overview, language: Language, words: Words): Html => {
  if (overview.counters.length === 0) return html`<p class="empty">${words.noCounters}</p>`
  const rows = overview.counters.map(
    (card) => html`<tr>
<td class="station">${card.station}</td>
<td class="when">${contactCell(card, overview.now, language, words)}</td>
<td class="n">${number(card.entries, language)}</td>
<td class="state">${chainCell(card, language, words)}</td>
<td>${ratingsCell(card, language)}</td>
<td class="reasons">${reasonsCell(card, language, words)}</td>
</tr>`,
  )
  return html`<table>
<thead><tr><th>${words.station}</th><th>${words.contact}</th><th class="n">${words.entries}</th><th>${words.chain}</th><th>${words.ratings}</th><th>${words.unrated}</th></tr></thead>
<tbody>${rows}</tbody></table>`
}

const incidentTable = (overview: Overview, language: Language, words: Words): Html => {
  if (overview.incidents.length === 0) return html`<p class="empty">${words.noIncidents}</p>`
  const rows = overview.incidents.map(
    ({ at, station, text, log, seq }) => html`<tr>
<td class="when">${absolute(at, language)}</td><td class="small">${station}</td><td>${text}</td>
<td class="soft">${log.slice(0, 8)} · ${seq}</td></tr>`,
  )
  const { length } = overview.incidents
  const more =
    overview.incidentCount > length
      ? html`<p class="empty">${fill(words.more, { shown: length, all: overview.incidentCount })}</p>`
      : null
  return html`<table>
<thead><tr><th>${words.time}</th><th>${words.station}</th><th>${words.what}</th><th>${words.place}</th></tr></thead>
<tbody>${rows}</tbody></table>${more}`
}

/** A table that the keyboard can scroll where the window is narrow. */
const sheet = (label: string, table: Html): Html =>
  html`<section class="sheet" tabindex="0" aria-label="${label}">${table}</section>`

const figure = (label: string, n: number, language: Language): Html =>
  html`<li><b>${number(n, language)}</b><span>${label}</span></li>`

/** When all logs were last checked from the start, and with what result. */
const checkLine = (check: FullCheck | null, language: Language, words: Words): Html => {
  if (!check) return html`<span class="soft">… ${words.rechecking}</span>`
  const values = {
    time: absolute(check.at, language),
    logs: number(check.logs, language),
    entries: number(check.entries, language),
    bad: number(check.bad, language),
  }
  return check.bad === 0
    ? html`<span class="good">✓ ${fill(words.rechecked, values)}</span>`
    : html`<span class="bad">✕ ${fill(words.recheckedBad, values)}</span>`
}

/** Whoever reads, or has it read, must be able to stop a page that loads itself anew. */
const refreshing = (live: boolean, language: Language, words: Words): Html =>
  live
    ? html`${words.refreshed} · <a href="${address(language)}&amp;still">${words.still}</a>`
    : html`<a href="${address(language)}">${words.live}</a>`

/**
 * @param codes enrolment codes that this person took and that still wait for a counter.
 * @param live it loads itself anew.
 */
export const overviewPage = (
  overview: Overview,
  check: FullCheck | null,
  csrf: string,
  codes: readonly string[],
  language: Language,
  live: boolean,
): Html => {
  const words = WORDS[language]
  return frame(
    language,
    live,
    postForm('/logout', csrf, language, html`<button class="plain">${words.logout}</button>`),
    html`<ul class="figures">
${figure(words.counters, overview.counters.length, language)}
${figure(words.ratedToday, overview.rated, language)}
${figure(words.unratedToday, overview.unrated, language)}
${figure(words.entries, overview.entries, language)}
${figure(words.incidents, overview.incidentCount, language)}
</ul>
<h2>${words.counters}</h2>
${sheet(words.counters, counterTable(overview, language, words))}
<h2>${words.incidents}</h2>
${sheet(words.incidents, incidentTable(overview, language, words))}
<h2>${words.codes}</h2>
<div class="sheet panel">
${postForm('/codes', csrf, language, html`<button>${words.newCode}</button>`)}
${codes.map((code) => html`<span class="code">${code}</span>`)}
<span class="soft">${words.codeNote}</span>
</div>
<footer><span>${absolute(overview.now, language)} · ${refreshing(live, language, words)}</span>${checkLine(check, language, words)}${postForm('/recheck', csrf, language, html`<button class="plain">${words.recheck}</button>`)}</footer>`,
  )
}
