import { Select } from 'antd'
import { useText } from '../../i18n/i18n.ts'
import { Field } from '../../parts/field.tsx'
import { asPauseReason, PAUSE_REASONS, PAUSE_TEXT } from '../../parts/pause.ts'
import type { HotkeyBench } from './use-hotkey-bench.ts'

const NONE = '-'

/** The card terminal, the keyboard and what the pause key means: what decides beside the keys themselves. */
export const Surroundings = ({ bench }: { bench: HotkeyBench }) => {
  const { t, language } = useText()
  const { view, layer, change } = bench
  const words = language === 'zh-CN' ? 'zh' : 'en'
  const choices = (list: typeof view.pos, none: string) => [
    { value: NONE, label: none },
    ...list.map((one) => ({ value: one.name, label: one[words] })),
  ]
  const chosen = (own: string | null | undefined, site: string | null | undefined) =>
    (own === undefined ? site : own) ?? NONE
  const named = (value: string) => (value === NONE ? null : value)
  return (
    <>
      <Field label={t('hotkeys.pos')}>
        {(id) => (
          <Select
            id={id}
            value={chosen(layer.pos, view.site.pos)}
            options={choices(view.pos, t('hotkeys.pos-none'))}
            onChange={(value) => change({ ...layer, pos: named(value) })}
          />
        )}
      </Field>
      <div className="pair">
        <Field label={t('hotkeys.layout')}>
          {(id) => (
            <Select
              id={id}
              value={chosen(layer.layout, view.site.layout)}
              options={choices(view.layouts, t('hotkeys.layout-none'))}
              onChange={(value) => change({ ...layer, layout: named(value) })}
            />
          )}
        </Field>
        <Field label={t('hotkeys.pause-reason')}>
          {(id) => (
            <Select
              id={id}
              value={layer.pauseReason ?? view.site.pauseReason ?? 'meeting'}
              options={PAUSE_REASONS.map((reason) => ({ value: reason, label: t(PAUSE_TEXT[reason]) }))}
              onChange={(value) => {
                const reason = asPauseReason(value)
                if (reason) change({ ...layer, pauseReason: reason })
              }}
            />
          )}
        </Field>
      </div>
    </>
  )
}
