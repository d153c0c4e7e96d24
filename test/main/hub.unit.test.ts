import { expect, it } from 'vitest'
import { createHub, type Section } from '../../src/main/hub.ts'
import type { Push, Role } from '../../src/shared/views.ts'

const hubWith = (roles: Record<string, Role[]>) => {
  let computed = 0
  const hub = createHub({
    roles: (session) => roles[session] ?? ['none'],
    // The views themselves are another test's business: here a section is just who may see it.
    view: (section, held) => {
      computed += 1
      return `${section} for ${held.join()}` as never
    },
  })
  return { hub, computed: () => computed }
}

const collect = () => {
  const pushes: Push[] = []
  return { pushes, listener: (push: Push) => void pushes.push(push) }
}

it('changes of one turn are sent once, the counter first, each page seeing what its roles may see', () => {
  const { hub, computed } = hubWith({ a: ['clerk'], b: ['none'], c: ['clerk'] })
  const [a, b, c] = [collect(), collect(), collect()]
  hub.subscribe('a', a.listener)
  hub.subscribe('b', b.listener)
  hub.subscribe('c', c.listener)
  hub.changed('pad', 'counter')
  hub.changed('pad')
  hub.flush()
  expect(a.pushes).toEqual([
    { seq: 1, section: 'counter', value: 'counter for clerk' },
    { seq: 2, section: 'pad', value: 'pad for clerk' },
  ])
  expect(b.pushes.map((push) => push.value)).toEqual(['counter for none', 'pad for none'])
  expect(c.pushes).toEqual(a.pushes)
  expect(computed()).toBe(4)
})

it('numbers go on without a gap for a page that came later, and its snapshot says where it stands', () => {
  const { hub } = hubWith({})
  const sections: Section[] = ['pad', 'delivery']
  hub.changed(...sections)
  hub.flush()
  expect(hub.snapshot('late').seq).toBe(2)
  const late = collect()
  hub.subscribe('late', late.listener)
  hub.changed('host')
  hub.flush()
  expect(late.pushes.map((push) => push.seq)).toEqual([3])
})

it('a page that left gets nothing more', () => {
  const { hub } = hubWith({})
  const page = collect()
  hub.subscribe('x', page.listener)()
  hub.changed('host')
  hub.flush()
  expect(page.pushes).toEqual([])
})
