import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { ApiError } from '@/api'
import { useProof } from './proof'

const wanted = () => new ApiError(403, { status: 403, code: 'reauthentication_required' })
const forbidden = () => new ApiError(403, { status: 403, code: 'forbidden' })

describe('proof', () => {
  beforeEach(() => setActivePinia(createPinia()))

  it('repeats an act after a proof', async () => {
    const proof = useProof()
    let tries = 0
    const done = proof.proved(async () => {
      if (++tries === 1) throw wanted()
      return tries
    })
    await Promise.resolve()
    await Promise.resolve()
    expect(proof.asking).toBe(true)
    proof.answer(true)
    expect(await done).toBe(2)
    expect(proof.asking).toBe(false)
  })

  it('fails as it did when none is given', async () => {
    const proof = useProof()
    const done = proof.proved(() => Promise.reject(wanted()))
    const failed = expect(done).rejects.toMatchObject({ code: 'reauthentication_required' })
    await Promise.resolve()
    await Promise.resolve()
    proof.answer(false)
    await failed
  })

  it('asks for nothing when something else is wrong', async () => {
    const proof = useProof()
    await expect(proof.proved(() => Promise.reject(forbidden()))).rejects.toThrow()
    expect(proof.asking).toBe(false)
  })
})
