import { QueryClient, VueQueryPlugin } from '@tanstack/vue-query'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import './adapter/style'
import './design/tokens.css'
import './design/base.css'
import { ApiError, onSignedOut } from './api'
import App from './App.vue'
import { i18n, startLocale } from './locales'
import { router } from './router'
import { useSession } from './stores/session'

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      refetchOnWindowFocus: false,
      retry: (failures, error) =>
        failures < 2 && error instanceof ApiError && (error.status === 0 || error.status === 503),
    },
  },
})

const app = createApp(App)
app.use(createPinia()).use(i18n).use(VueQueryPlugin, { queryClient: queries })

onSignedOut(() => {
  const session = useSession()
  if (!session.user) return
  session.forget()
  queries.clear()
  void router.push({ name: 'sign-in', query: { next: router.currentRoute.value.fullPath } })
})

void startLocale().then(() => app.use(router).mount('#app'))
