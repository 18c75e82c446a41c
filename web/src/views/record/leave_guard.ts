import { onBeforeUnmount, onMounted } from 'vue'
import { useI18n } from 'vue-i18n'
import { onBeforeRouteLeave, onBeforeRouteUpdate } from 'vue-router'

/** Asks before unsaved work is left behind, by a link or by closing the tab. */
export function useLeaveGuard(dirty: () => boolean) {
  const { t } = useI18n()
  let allowed = false
  const ask = () => allowed || !dirty() || window.confirm(t('record.leave'))
  const onClose = (event: BeforeUnloadEvent) => {
    if (!allowed && dirty()) event.preventDefault()
  }
  onMounted(() => window.addEventListener('beforeunload', onClose))
  onBeforeUnmount(() => window.removeEventListener('beforeunload', onClose))
  onBeforeRouteLeave(ask)
  onBeforeRouteUpdate(ask)
  return { ask, allow: () => (allowed = true) }
}
