import { defineStore } from 'pinia'
import { ref } from 'vue'
import { ApiError } from '@/api'

/** Dangerous acts ask again who sits here; the dialog stands in the shell. */
export const useProof = defineStore('proof', () => {
  const asking = ref(false)
  let settle: (proved: boolean) => void = () => {}

  function ask(): Promise<boolean> {
    settle(false)
    asking.value = true
    return new Promise((resolve) => (settle = resolve))
  }
  function answer(proved: boolean) {
    asking.value = false
    settle(proved)
  }

  /** Runs the act, and once more after a proof when one was asked for. */
  async function proved<T>(act: () => Promise<T>): Promise<T> {
    try {
      return await act()
    } catch (error) {
      const wanted = error instanceof ApiError && error.code === 'reauthentication_required'
      if (!wanted || !(await ask())) throw error
      return act()
    }
  }
  return { asking, ask, answer, proved }
})
