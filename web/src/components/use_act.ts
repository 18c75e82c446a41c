import { ref } from 'vue'
import { notice } from '@/adapter/message'
import { useProof } from '@/stores/proof'
import { useErrorText } from './error_text'

/** Runs one act at a time, with a proof of who sits here where one is asked for; tells failures. */
export function useAct() {
  const proof = useProof()
  const errorText = useErrorText()
  const busy = ref(false)

  /** Whether it was done. */
  async function run(act: () => Promise<unknown>): Promise<boolean> {
    busy.value = true
    try {
      await proof.proved(act)
      return true
    } catch (error) {
      notice.error(errorText(error))
      return false
    } finally {
      busy.value = false
    }
  }
  return { busy, run }
}
