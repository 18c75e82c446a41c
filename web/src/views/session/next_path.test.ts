import { expect, it } from 'vitest'
import { nextPath } from './use_entry'

it.each([
  ['/e/project?q=a', '/e/project?q=a'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['https://evil.example', '/'],
  [undefined, '/'],
  [['/a'], '/'],
])('after signing in with next %o goes to %s', (next, expected) => {
  expect(nextPath(next)).toBe(expected)
})
