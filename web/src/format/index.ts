export * from './date'
export * from './decimal'
export * from './quantity'
