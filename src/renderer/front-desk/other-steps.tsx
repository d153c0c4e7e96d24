import { Button } from 'antd'
import { memo } from 'react'
import { useText } from '../i18n/i18n.ts'
import type { PlainKey } from '../i18n/zh-CN.ts'
import { snapshotOf, useSelected } from '../wire/use-store.ts'
import { UndoButton } from './undo-button.tsx'
import type { useUnratedFor } from './unrated-for.ts'
import { UnratedMenu } from './unrated-menu.tsx'
import type { Desk } from './use-desk.ts'

interface StepProps {
  text: PlainKey
  onStep: () => void
}

const Step = memo(({ text, onStep }: StepProps) => {
  const { t } = useText()
  return <Button onClick={onStep}>{t(text)}</Button>
})

interface OtherStepsProps {
  desk: Desk
  unrated: ReturnType<typeof useUnratedFor>
}

/**
 * What else can be done with the matter in hand. What cannot be done now is hidden, not left out: to put four buttons in and out
 * at every matter takes longer than all that is drawn.
 */
export const OtherSteps = ({ desk, unrated }: OtherStepsProps) => {
  const state = useSelected((page) => snapshotOf(page).counter.state)
  const many = useSelected((page) => snapshotOf(page).host.visit === 'one')
  const open = state === 'asked' || state === 'serving'
  return (
    <div className="matter-other" hidden={!open && !unrated.closed}>
      <UnratedMenu
        open={unrated.open}
        onOpen={unrated.setOpen}
        closed={unrated.closed}
        onChoose={desk.unrated}
      />
      <div hidden={state !== 'asked'}>
        <Step text="matter.ask-again" onStep={desk.askAgain} />
      </div>
      <div hidden={state !== 'serving' || !many}>
        <Step text="visit.add" onStep={desk.add} />
      </div>
      <UndoButton desk={desk} />
    </div>
  )
}
