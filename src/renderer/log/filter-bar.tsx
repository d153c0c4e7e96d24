import { Button, Input, type InputRef, Segmented, Select } from 'antd'
import { type RefObject, useId } from 'react'
import { type Facets, outcomeSchema } from '../../shared/log-view.ts'
import { verdictSchema } from '../../shared/pad.ts'
import { pageClock } from '../clock.ts'
import { useText } from '../i18n/i18n.ts'
import { Field } from '../parts/field.tsx'
import { daysAgo, dayText } from './days.ts'
import type { Filter } from './filter.ts'
import { kindWords, verdictWords } from './words.ts'

interface FilterBarProps {
  filter: Filter
  facets: Facets | null
  search: RefObject<InputRef | null>
  onChange(change: Partial<Filter>): void
}

interface ChoiceProps<T extends string> {
  label: string
  value: T | null
  options: readonly { value: T; label: string }[]
  onChoose(value: T | null): void
}

/** One filter: all, or one of what there is; what is typed narrows the choice. */
const Choice = <T extends string>({ label, value, options, onChoose }: ChoiceProps<T>) => {
  const { t } = useText()
  return (
    <Field label={label}>
      {(id) => (
        <Select<T>
          id={id}
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={t('log.all')}
          value={value}
          options={[...options]}
          onChange={(next?: T) => onChoose(next ?? null)}
        />
      )}
    </Field>
  )
}

/** The filters as fields; each answers at once. */
export const FilterBar = ({ filter, facets, search, onChange }: FilterBarProps) => {
  const { t } = useText()
  const [from, to] = [useId(), useId()]
  const matters = filter.list === 'matters'
  const now = pageClock.now()
  const day = (id: string, label: string, value: string, change: (value: string) => Partial<Filter>) => (
    <div className="field log-day">
      <label htmlFor={id}>{label}</label>
      <Input id={id} type="date" value={value} onChange={(event) => onChange(change(event.target.value))} />
    </div>
  )
  return (
    <section className="log-filter" aria-label={t('log.filter')}>
      <div className="row">
        <Segmented
          aria-label={t('log.list')}
          value={filter.list}
          options={(['matters', 'entries'] as const).map((value) => ({ value, label: t(`log.${value}`) }))}
          onChange={(list) => onChange({ list })}
        />
        <Button onClick={() => onChange({ from: dayText(now), to: dayText(now) })}>{t('log.today')}</Button>
        <Button onClick={() => onChange({ from: daysAgo(now, 29), to: dayText(now) })}>
          {t('log.month')}
        </Button>
        <Button onClick={() => onChange({ from: '', to: '' })}>{t('log.ever')}</Button>
      </div>
      <div className="log-fields">
        {day(from, t('log.from'), filter.from, (value) => ({ from: value }))}
        {day(to, t('log.to'), filter.to, (value) => ({ to: value }))}
        <Choice
          label={t('log.staff')}
          value={filter.staff}
          options={(facets?.staff ?? []).map(({ number, name }) => ({
            value: number,
            label: name === null ? number : `${name} ${number}`,
          }))}
          onChoose={(staff) => onChange({ staff })}
        />
        {matters ? (
          <>
            <Choice
              label={t('log.item')}
              value={filter.item}
              options={(facets?.items ?? []).map(({ code, name }) => ({
                value: code,
                label: `${name} ${code}`,
              }))}
              onChoose={(item) => onChange({ item })}
            />
            <Choice
              label={t('log.outcome')}
              value={filter.outcome}
              options={outcomeSchema.options.map((value) => ({ value, label: t(`log.outcome-${value}`) }))}
              onChoose={(outcome) => onChange({ outcome })}
            />
          </>
        ) : (
          <>
            <Choice
              label={t('log.kind')}
              value={filter.kind}
              options={(facets?.kinds ?? []).map(({ kind }) => ({ value: kind, label: kindWords(kind, t) }))}
              onChoose={(kind) => onChange({ kind })}
            />
            <Choice
              label={t('log.verdict')}
              value={filter.verdict}
              options={verdictSchema.options.map((value) => ({ value, label: verdictWords(value, t) }))}
              onChoose={(verdict) => onChange({ verdict })}
            />
          </>
        )}
        <Field label={t('log.text')}>
          {(id) => (
            <Input
              id={id}
              ref={search}
              allowClear
              maxLength={64}
              placeholder={t(matters ? 'log.text-matters' : 'log.text-entries')}
              value={filter.text}
              onChange={(event) => onChange({ text: event.target.value })}
            />
          )}
        </Field>
      </div>
    </section>
  )
}
