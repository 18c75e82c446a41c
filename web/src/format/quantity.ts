import { plain, shift } from './decimal'

/** A quantity as shown, and the exact value told on hover when the shown one is rounded. */
export interface Shown {
  text: string
  exact?: string
}

export const m2PerMu = 10000 / 15

const grouped = (locale: string, value: number, most: number, least = 0) =>
  new Intl.NumberFormat(locale, {
    maximumFractionDigits: most,
    minimumFractionDigits: least,
  }).format(value)

export const formatNumber = (value: number, locale: string, decimals = 9) =>
  grouped(locale, value, decimals)

const steps = {
  zh: [
    { from: 1e8, digits: 8, word: '亿' },
    { from: 1e4, digits: 4, word: '万' },
  ],
  en: [
    { from: 1e9, digits: 9, word: 'bn ' },
    { from: 1e6, digits: 6, word: 'm ' },
  ],
}

/** Whether a unit counts yuan (元, 元/亩 …), so that its values are told by magnitude. */
export const isYuan = (unit: string | undefined) => !!unit && /^yuan(_|$)/.test(unit)

/** Yuan by magnitude: 亿元 / 万元 / 元, or bn / m / yuan; `unit` for 元/亩 and the like. */
export function formatMoney(yuan: number, locale: string, unit = ''): Shown {
  const language = locale === 'en' ? 'en' : 'zh'
  const name = unit || (language === 'en' ? 'yuan' : '元')
  const exact = `${grouped(locale, yuan, 2, 2)} ${name}`
  const step = steps[language].find(({ from }) => Math.abs(yuan) >= from)
  if (!step) return { text: exact.replace(/\.00 /, ' '), exact }
  const value = Number(shift(plain(yuan), -step.digits))
  return { text: `${grouped(locale, value, 2)} ${step.word}${name}`, exact }
}

/** Square metres as mu (亩, 10000/15 m²). */
export function formatArea(m2: number, locale: string): Shown {
  const mu = grouped(locale, m2 / m2PerMu, Math.abs(m2) >= 1e5 ? 1 : 2)
  return {
    text: `${mu} ${locale === 'en' ? 'mu' : '亩'}`,
    exact: `${grouped(locale, m2, 2)} m²`,
  }
}

/** A share as per cent: 0.5 is 50 %. */
export function formatShare(share: number, locale: string): Shown {
  const value = Number(shift(plain(share), 2))
  const text = `${grouped(locale, value, 2)}%`
  const exact = `${grouped(locale, value, 9)}%`
  return text === exact ? { text } : { text, exact }
}

/** A number in a schema unit, as cards and figures give them. */
export function formatMeasure(
  value: number,
  unit: string | undefined,
  locale: string,
  unitLabel = '',
): Shown {
  if (isYuan(unit)) return formatMoney(value, locale, unitLabel)
  if (unit === 'm2') return formatArea(value, locale)
  if (unit === 'share') return formatShare(value, locale)
  const text = grouped(locale, value, 2)
  const exact = grouped(locale, value, 9)
  const suffix = unit === 'percent' ? '%' : unitLabel && ` ${unitLabel}`
  return text === exact ? { text: text + suffix } : { text: text + suffix, exact: exact + suffix }
}

/** The comparators of published figures, as figures.yaml writes them, and the usual signs. */
const comparators: Record<string, { zh: string; en: string }> = {
  approx: { zh: '约', en: 'about ' },
  near: { zh: '近', en: 'nearly ' },
  expected: { zh: '预计 ', en: 'expected ' },
  rank: { zh: '第 ', en: 'no. ' },
  gt: { zh: '超 ', en: 'over ' },
  ge: { zh: '不少于 ', en: 'at least ' },
  lt: { zh: '不足 ', en: 'under ' },
  le: { zh: '不超过 ', en: 'at most ' },
}
const signs: Record<string, string> = {
  '≈': 'approx',
  '~': 'approx',
  '>': 'gt',
  '>=': 'ge',
  '≥': 'ge',
  '<': 'lt',
  '<=': 'le',
  '≤': 'le',
}

/** What stands before a stated value: 约, 超, 近 … ('' for an exact one). */
export function comparatorWord(comparator: string | undefined, locale: string): string {
  if (!comparator || comparator === '=' || comparator === 'eq') return ''
  const word = comparators[signs[comparator] ?? comparator]
  return word ? word[locale === 'en' ? 'en' : 'zh'] : `${comparator} `
}
