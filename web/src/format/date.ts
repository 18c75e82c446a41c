const zone = 'Asia/Shanghai'
const tag = (locale: string) => (locale === 'en' ? 'en-GB' : 'zh-CN')

/** `2023-05-01` as 2023年5月1日 / 1 May 2023. */
export function formatDate(date: string, locale: string): string {
  const [year, month, day] = date.split('-').map(Number)
  if (!year || !month || !day) return date
  if (locale !== 'en') return `${year}年${month}月${day}日`
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' }).format(
    Date.UTC(year, month - 1, day),
  )
}

/** `2023-05` as 2023年5月 / May 2023. */
export function formatMonth(text: string, locale: string): string {
  const [year, month] = text.split('-').map(Number)
  if (!year || !month) return text
  if (locale !== 'en') return `${year}年${month}月`
  return new Intl.DateTimeFormat('en-GB', {
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(Date.UTC(year, month - 1, 1))
}

/** Whether a text is an instant rather than a journal sequence. */
export const isInstant = (text: string) =>
  /^\d{4}-\d\d-\d\dT/.test(text) && !Number.isNaN(Date.parse(text))

/** An instant on the clock of the ledger's place (Asia/Shanghai). */
export function formatInstant(instant: string, locale: string): string {
  const when = new Date(instant)
  if (Number.isNaN(when.getTime())) return instant
  return new Intl.DateTimeFormat(tag(locale), {
    year: 'numeric',
    month: locale === 'en' ? 'short' : 'long',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: zone,
  }).format(when)
}
