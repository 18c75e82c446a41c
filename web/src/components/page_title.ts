import { watchEffect } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRoute } from 'vue-router'

/** Names the browser's tab: what the page says, else the route's title, then the product. */
export function usePageTitle(own: () => string | undefined = () => undefined) {
  const { t } = useI18n()
  const route = useRoute()
  watchEffect(() => {
    const title = own() ?? (route.meta.title ? t(String(route.meta.title)) : '')
    document.title = [title, t('app.title')].filter(Boolean).join(' · ')
  })
}
