import { onBeforeUnmount, onMounted } from 'vue'

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]')

/** Ctrl+K or ⌘K anywhere, / where nothing is being typed and no dialog stands open. */
export function useSearchKeys(show: () => void) {
  function onKey(event: KeyboardEvent) {
    const held = event.ctrlKey || event.metaKey
    const dialog = document.querySelector('[role="dialog"][aria-modal="true"]')
    const slash = event.key === '/' && !held && !isTyping(event.target)
    const asked = (held && event.key.toLowerCase() === 'k') || (slash && !dialog?.checkVisibility())
    if (!asked) return
    event.preventDefault()
    show()
  }
  onMounted(() => window.addEventListener('keydown', onKey))
  onBeforeUnmount(() => window.removeEventListener('keydown', onKey))
}
