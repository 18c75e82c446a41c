export interface ChangeEvent {
  sequence: number
  entity: string
  id: number
  kind: string
  version: number
}

export interface Listener {
  change: (event: ChangeEvent) => void
  /** The server no longer holds what was missed: read again. */
  reset: () => void
  live: (connected: boolean) => void
}

const retryMs = 15_000

/** Follows the ledger's changes; while the stream is down asks the listener to read again. */
export function followChanges(listener: Listener): () => void {
  let source: EventSource
  let timer = 0
  const stopWaiting = () => window.clearInterval(timer)
  const open = () => {
    source = new EventSource('/api/v1/events')
    source.onopen = () => {
      stopWaiting()
      listener.live(true)
    }
    source.onerror = () => {
      listener.live(false)
      stopWaiting()
      timer = window.setInterval(() => {
        listener.reset()
        if (source.readyState === EventSource.CLOSED) open()
      }, retryMs)
    }
    source.addEventListener('change', (event) => listener.change(JSON.parse(event.data)))
    source.addEventListener('reset', () => listener.reset())
  }
  open()
  return () => {
    stopWaiting()
    source.close()
  }
}
