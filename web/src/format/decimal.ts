/** Decimal text, moved and checked without ever going through floating point. */

const shape = /^[+-]?(\d+(\.\d*)?|\.\d+)$/

/** What a person typed, without grouping commas, full-width digits and blanks; null if no number. */
export function readDecimal(typed: string): string | null {
  const text = typed.normalize('NFKC').replace(/[,\s]/g, '')
  return shape.test(text) ? tidy(text) : null
}

/** `shift('3.16', 8)` is `'316000000'`: the decimal point moved right by `places`. */
export function shift(text: string, places: number): string {
  const sign = text.startsWith('-') ? '-' : ''
  const [whole = '', part = ''] = text.replace(/^[+-]/, '').split('.')
  const digits = whole + part
  const point = whole.length + places
  const padded = digits.padStart(digits.length + Math.max(0, -point), '0').padEnd(point, '0')
  const at = Math.max(point, 0)
  return tidy(`${sign}${padded.slice(0, at) || '0'}.${padded.slice(at)}`)
}

/** A number as decimal text, never in exponent form. */
export function plain(value: number): string {
  const text = String(value)
  const [mantissa = '', exponent] = text.split('e')
  return exponent ? shift(mantissa, Number(exponent)) : text
}

function tidy(text: string): string {
  const sign = text.startsWith('-') ? '-' : ''
  const [whole = '', part = ''] = text.replace(/^[+-]/, '').split('.')
  const digits = whole.replace(/^0+(?=\d)/, '') || '0'
  const rest = part.replace(/0+$/, '')
  const value = rest ? `${digits}.${rest}` : digits
  return value === '0' ? '0' : sign + value
}
