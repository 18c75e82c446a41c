import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import { fetchSession, signOut as askSignOut, type Session } from '@/api'

/** Who is signed in. Every change of it is read back from the server. */
export const useSession = defineStore('session', () => {
  const session = ref<Session | null>(null)
  const user = computed(() => session.value?.user ?? null)
  const roleNames = computed(() => user.value?.roles ?? [])

  async function refresh() {
    session.value = await fetchSession()
    return session.value
  }
  const known = async () => session.value ?? (await refresh())

  async function signOut() {
    await askSignOut()
    await refresh()
  }
  function forget() {
    if (session.value) session.value = { ...session.value, user: null }
  }
  return { session, user, roleNames, refresh, known, signOut, forget }
})
