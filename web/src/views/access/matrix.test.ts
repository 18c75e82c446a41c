import { expect, it } from 'vitest'
import type { Grant, GrantedRole } from '@/api'
import { cellOf, classesOf } from './matrix'

const grant = (rest: Partial<Grant>): Grant => ({
  entities: ['project'],
  actions: ['read'],
  scope: 'region',
  classes: ['public'],
  fields: [],
  when: '',
  ...rest,
})
const role = (...grants: Grant[]): GrantedRole => ({
  name: 'r',
  labels: { zh: '角色', en: 'Role' },
  admin: 'none',
  grants,
})

it('shows each scope once, widest first, and says what is narrowed', () => {
  const held = role(
    grant({ scope: 'own', when: 'stage = "lead"' }),
    grant({ entities: ['*'] }),
    grant({ scope: 'none', actions: ['read', 'edit'] }),
  )
  expect(cellOf(held, 'project', 'read')).toEqual([
    { scope: 'region', narrowed: false },
    { scope: 'own', narrowed: true },
  ])
  expect(cellOf(held, 'lead', 'read')).toEqual([{ scope: 'region', narrowed: false }])
  expect(cellOf(held, 'project', 'edit')).toEqual([])
})

it('adds up the classes that may be read', () => {
  const held = role(
    grant({ classes: ['personal', 'public'] }),
    grant({ actions: ['edit'], classes: ['confidential'] }),
  )
  expect(classesOf(held, 'project')).toEqual(['public', 'personal'])
})
