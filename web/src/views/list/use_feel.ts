import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import { computed, ref, watch, type Ref } from 'vue'
import { checkFeel } from '@/api'

const restMs = 250

/** What the server says of a FEEL text while it is typed: mistake, amounts, completions. */
export function useFeel(entity: () => string, text: Ref<string>, position: Ref<number>) {
  const asked = ref({ text: text.value, position: position.value })
  let timer = 0
  watch([text, position], () => {
    window.clearTimeout(timer)
    timer = window.setTimeout(
      () => (asked.value = { text: text.value, position: position.value }),
      restMs,
    )
  })
  const { data } = useQuery({
    queryKey: computed(() => ['feel', entity(), asked.value]),
    queryFn: ({ signal }) => checkFeel(entity(), asked.value.text, asked.value.position, signal),
    enabled: computed(() => asked.value.text.trim() !== ''),
    placeholderData: keepPreviousData,
  })
  /** Only what was said of the text as it stands now. */
  const checked = computed(() =>
    asked.value.text === text.value && text.value.trim() !== '' ? data.value : undefined,
  )
  return { checked, asked }
}

/** The text with a completion put in place of what was typed of it, and where the cursor goes. */
export function completed(
  text: string,
  position: number,
  completion: { text: string; replaces: number },
) {
  const before = text.slice(0, position - completion.replaces) + completion.text
  return { text: before + text.slice(position), position: before.length }
}
