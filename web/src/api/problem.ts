import type { Problem, ProblemField } from './types'

/** What the server answered instead of what was asked: an RFC 9457 problem, or no answer at all. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly problem: Problem,
  ) {
    super(problem.detail ?? problem.code)
  }

  get code() {
    return this.problem.code
  }

  /** The problem's text in the reader's language, or undefined when it carries none. */
  text(locale: string): string | undefined {
    const { detail, detail_en } = this.problem
    return locale === 'en' ? (detail_en ?? detail) : (detail ?? detail_en)
  }
}

export function problemOf(status: number, body: unknown): Problem {
  if (body && typeof body === 'object' && 'code' in body) return body as Problem
  return { status, code: status === 0 ? 'unreachable' : `http_${status}` }
}

const fieldOf = (path: string) => /(?:^|\/)fields\/([^/]+)/.exec(path)?.[1] ?? ''

/** Messages by field name; what belongs to no field stands under ''. */
export function errorsByField(error: unknown, locale: string): Record<string, string> {
  const found: Record<string, string> = {}
  const errors: ProblemField[] = error instanceof ApiError ? (error.problem.errors ?? []) : []
  for (const each of errors) {
    const name = fieldOf(each.path)
    const text = locale === 'en' ? each.en : each.zh
    found[name] = found[name] ? `${found[name]} ${text}` : text
  }
  return found
}
