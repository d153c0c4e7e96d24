import { Button } from 'antd'
import { useCallback, useState } from 'react'
import { keyLabel } from '../../../shared/hotkeys/accelerator.ts'
import type { Action } from '../../../shared/hotkeys/actions.ts'
import { type Why, whySentence } from '../../../shared/hotkeys/why.ts'
import { useText } from '../../i18n/i18n.ts'
import { FaultLine } from '../../parts/fault-line.tsx'
import { ClashTest } from './clash-test.tsx'
import { HotkeyRow } from './hotkey-row.tsx'
import { Surroundings } from './surroundings.tsx'
import { useCapturedKeys } from './use-captured-keys.ts'
import { type HotkeyBench, useHotkeyBench } from './use-hotkey-bench.ts'

/** For which action the next key is; `ask`: for none, it is to be explained. */
type Recording = Action | 'ask' | null

const useRecording = (bench: HotkeyBench) => {
  const [wanted, setWanted] = useState<Recording>(null)
  const [answer, setAnswer] = useState<Why | null>(null)
  const { setKey, explain, startTest, endTest } = bench
  const recording = bench.view.test?.name === 'record' ? wanted : null
  const start = async (next: Recording) => {
    setAnswer(null)
    if (recording !== null) await endTest(false)
    setWanted(next === recording ? null : next)
    if (next !== recording) await startTest('record')
  }
  const onKeys = useCallback(
    async (keys: string | null) => {
      setWanted(null)
      await endTest(false)
      if (keys === null || recording === null) return
      if (recording === 'ask') setAnswer(await explain(keys))
      else await setKey(recording, keys)
    },
    [recording, endTest, explain, setKey],
  )
  useCapturedKeys(recording !== null, onKeys)
  return { recording, start, answer }
}

const Card = ({ bench }: { bench: HotkeyBench }) => {
  const { t, language } = useText()
  const { recording, start, answer } = useRecording(bench)
  const { view, layer, rows, changed } = bench
  const proving = view.test?.name === 'prove'
  const left = rows.filter(({ keys, fired }) => keys !== null && !fired).length
  const onKeys = useCallback(
    (keys: string | null) => {
      if (keys !== null) void bench.testKey(keys)
    },
    [bench],
  )
  useCapturedKeys(proving, onKeys)
  return (
    <section className="card hotkeys-card" aria-label={t('hotkeys.title')}>
      <div className="card-head">
        <h2>{t('hotkeys.title')}</h2>
        <span className="row">
          <Button onClick={() => bench.startTest('clash')}>{t('hotkeys.clash')}</Button>
          <Button onClick={() => (proving ? bench.endTest(false) : bench.startTest('prove'))}>
            {proving ? t('hotkeys.prove-end') : t('hotkeys.prove')}
          </Button>
        </span>
      </div>
      <p className="soft">{t('hotkeys.text')}</p>
      <ClashTest bench={bench} />
      {proving && (
        <output className="said">
          {left > 0 ? t('hotkeys.prove-left', { left }) : t('hotkeys.prove-all')}
        </output>
      )}
      <ul className="hotkey-rows">
        {rows.map((row) => (
          <HotkeyRow
            key={row.action}
            row={row}
            own={layer.keys[row.action] !== undefined}
            recording={recording === row.action}
            proving={proving}
            onRecord={() => start(row.action)}
            onOff={() => bench.setKey(row.action, null)}
            onReset={() => bench.setKey(row.action, undefined)}
          />
        ))}
      </ul>
      <Surroundings bench={bench} />
      {layer.taken.length > 0 && (
        <div>
          <span className="field-name">{t('hotkeys.taken')}</span>
          <ul className="hotkey-taken">
            {layer.taken.map((keys) => (
              <li key={keys}>
                <kbd>{keyLabel(keys)}</kbd>
                <Button
                  type="text"
                  aria-label={t('hotkeys.taken-drop-of', { keys: keyLabel(keys) })}
                  onClick={() => bench.change({ ...layer, taken: layer.taken.filter((one) => one !== keys) })}
                >
                  {t('hotkeys.taken-drop')}
                </Button>
              </li>
            ))}
          </ul>
        </div>
      )}
      <div className="row">
        <Button onClick={() => start('ask')}>
          {recording === 'ask' ? t('hotkeys.press') : t('hotkeys.ask')}
        </Button>
        {answer && <output>{whySentence(answer, language)}</output>}
      </div>
      <FaultLine fault={bench.fault} />
      {bench.saved && <output className="said">{t('hotkeys.saved')}</output>}
      <div className="row">
        <Button type="primary" onClick={bench.save}>
          {t('hotkeys.save')}
        </Button>
        {changed && <Button onClick={bench.discard}>{t('hotkeys.discard')}</Button>}
        {changed && <span className="warn">{t('hotkeys.unsaved')}</span>}
      </div>
    </section>
  )
}

/** The technician's hotkeys: record, explain, test, save as a whole. */
export const HotkeysCard = () => {
  const bench = useHotkeyBench()
  return bench && <Card bench={bench} />
}
