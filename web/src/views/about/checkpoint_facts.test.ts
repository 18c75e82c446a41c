import { describe, expect, it } from 'vitest'
import type { Journal } from '@/api/types'
import { checkpointFacts, verifyCommand } from './checkpoint_facts'

const journal: Journal = {
  sequence: 4434,
  hash: 'ab'.repeat(32),
  recorded_at: '2026-11-22T04:05:06Z',
  entries: 4434,
  records: 38111,
  algorithm: 'SM3',
  ledger: '00112233445566778899aabbccddeeff',
  version: '0.1.0',
  key: { id: '2983d785c35facc8', public: '58'.repeat(32) },
}

const value = (of: Journal, name: string) =>
  checkpointFacts(of, 'zh-CN').find((fact) => fact.name === name)?.value

describe('the checkpoint', () => {
  it('names its key, or leaves it to words that there is none', () => {
    expect(value(journal, 'key')).toBe('2983d785c35facc8')
    expect(value({ ...journal, key: null }, 'key')).toBe('')
    expect(value(journal, 'hash')).toBe(journal.hash)
    expect(value(journal, 'schema_version')).toBe('—')
  })
  it('is held against the ledger by a command that names the saved file', () => {
    expect(verifyCommand(journal)).toBe(
      `agglo verify --db FILE --checkpoint checkpoint-000000004434.txt --key ${'58'.repeat(32)}`,
    )
    expect(verifyCommand({ ...journal, key: null })).not.toContain('--key')
  })
})
