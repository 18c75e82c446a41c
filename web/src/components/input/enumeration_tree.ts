import type { Enumeration } from '@/api'

export interface TreeNode {
  value: string
  label: string
  children?: TreeNode[]
}

/** The values of a tree enumeration as nodes under their parents, in the order written. */
export function enumerationTree(of: Enumeration, locale: string): TreeNode[] {
  const nodes = new Map<string, TreeNode>()
  const roots: TreeNode[] = []
  for (const value of of.values) {
    const text = locale === 'en' ? value.labels.en : value.labels.zh
    nodes.set(value.code, { value: value.code, label: `${value.code} ${text}` })
  }
  for (const value of of.values) {
    const node = nodes.get(value.code)
    const parent = value.parent ? nodes.get(value.parent) : undefined
    if (!node) continue
    if (parent) (parent.children ??= []).push(node)
    else roots.push(node)
  }
  return roots
}

export const isTree = (of: Enumeration) => of.values.some((value) => value.parent)

/** A code with everything below it: choosing a division means its classes too. */
export function withBelow(of: Enumeration, codes: string[]): string[] {
  const chosen = new Set(codes)
  for (let before = -1; before !== chosen.size; ) {
    before = chosen.size
    for (const value of of.values)
      if (value.parent && chosen.has(value.parent)) chosen.add(value.code)
  }
  return of.values.map((value) => value.code).filter((code) => chosen.has(code))
}
