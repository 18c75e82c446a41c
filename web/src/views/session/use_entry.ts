import { useQueryClient } from '@tanstack/vue-query'
import { ref } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { useErrorText } from '@/components/error_text'
import { useSession } from '@/stores/session'

/** Runs one way of signing in, then goes where the person was heading. */
export function useEntry() {
  const session = useSession()
  const queries = useQueryClient()
  const route = useRoute()
  const router = useRouter()
  const errorText = useErrorText()
  const busy = ref(false)
  const failure = ref('')

  async function enter(way: () => Promise<unknown>) {
    busy.value = true
    failure.value = ''
    try {
      await way()
      await session.refresh()
      queries.clear()
      await router.replace(nextPath(route.query.next))
    } catch (error) {
      failure.value = errorText(error)
    } finally {
      busy.value = false
    }
  }
  return { busy, failure, enter }
}

/** Only a path of this site: never `//elsewhere` or a scheme. */
export function nextPath(next: unknown): string {
  return typeof next === 'string' && /^\/(?![/\\])/.test(next) ? next : '/'
}
