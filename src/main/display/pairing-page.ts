/** The one page that a device sees before it is paired: a field for the technician's code. No script, no word of the counter. */
const page = (body: string) => `<!doctype html>
<html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>柜评 Guiping</title>
<style>
body{margin:0;min-height:100vh;display:grid;place-items:center;background:#f6f3ec;color:#1f2328;
font-family:"Microsoft YaHei UI","PingFang SC","Noto Sans CJK SC",sans-serif;font-size:18px;line-height:1.5}
main{width:min(30rem,90vw)}h1{font-size:26px;margin:0 0 .25em}p{margin:0 0 1em}
input,button{width:100%;box-sizing:border-box;font:inherit;padding:.6em;border-radius:6px;border:2px solid #1c4587}
input{font-size:28px;letter-spacing:.1em;text-align:center;background:#fffdf8;margin:.25em 0 .75em}
button{background:#1c4587;color:#fff}.wrong{color:#a8261c;font-weight:600}small{color:#5d5f5b;font-size:16px}
</style><main>${body}</main></html>`

const WRONG = {
  code: [
    '配对码不对、已用过或已过期。请向技术人员要新的。',
    'The code is wrong, used or too old. Ask for a new one.',
  ],
  wait: ['输错次数过多。请等一分钟再试。', 'Too many wrong codes. Wait a minute and try again.'],
  broken: ['没能保存配对。请告知技术人员。', 'The pairing could not be saved. Tell a technician.'],
} as const
export type PairingTrouble = keyof typeof WRONG

/** @param trouble why the code before was refused. */
export const pairingPage = (trouble: PairingTrouble | null = null): string =>
  page(`<h1>连接客户屏</h1><p>请输入技术人员给的配对码。<br><small>Enter the pairing code that the technician gave you.</small></p>
${trouble ? `<p class="wrong" role="alert">${WRONG[trouble][0]}<br><small>${WRONG[trouble][1]}</small></p>` : ''}
<form method="post" action="/pair"><label>配对码 <small>Code</small>
<input name="code" required maxlength="32" autocomplete="off" autocapitalize="none" spellcheck="false" autofocus></label>
<button>配对 Pair</button></form>`)

/** Not a redirect by status: the new cookie then goes with a request of this very site. */
export const PAIRED_PAGE = page('<meta http-equiv="refresh" content="0;url=/"><p>已配对 Paired</p>')
