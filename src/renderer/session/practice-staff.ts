import { useEffect, useState } from 'react'
import type { Output } from '../../shared/commands.ts'
import { useStore } from '../wire/use-store.ts'

/** @returns the sample staff of practice, with their passwords; empty outside practice. */
export const usePracticeStaff = (practice: boolean): Output<'practice.staff'> => {
  const store = useStore()
  const [staff, setStaff] = useState<Output<'practice.staff'>>([])
  useEffect(() => {
    if (!practice) return
    store.call('practice.staff', {}).then((result) => result.ok && setStaff(result.value))
  }, [store, practice])
  return practice ? staff : []
}
