/** The names the console uses for what the server describes in its OpenAPI document. */
import type { components } from './openapi'

type Schemas = components['schemas']

export type Labels = Schemas['Labels']
export type Drill = Schemas['Drill']
export type Reference = Schemas['Reference']
export type SearchHit = Schemas['SearchHit']
export type LedgerRecord = Schemas['Record']
export type RecordPage = Schemas['RecordPage']
export type Problem = Schemas['Problem']
export type ProblemField = Schemas['FieldError']
export type Role = Schemas['Role']
export type GrantedRole = Schemas['GrantedRole']
export type Grant = Schemas['Grant']
export type RecordAccess = Schemas['RecordAccess']
export type Membership = Schemas['Membership']
export type Account = Schemas['Account']
export type OwnAccount = Schemas['OwnAccount']
export type SessionInfo = Schemas['SessionInfo']
export type Token = Schemas['Token']
export type TokenInput = Schemas['TokenInput']
export type DelegationInput = Schemas['DelegationInput']
export type MembershipInput = Schemas['MembershipInput']
export type AuditEvent = Schemas['AuditEvent']
export type User = Schemas['User']
export type Session = Schemas['Session']
export type Group = Schemas['Group']
export type Unit = Schemas['Unit']
export type May = Schemas['May']
export type Field = Schemas['Field']
export type FieldType = Field['type']
export type Entity = Schemas['Entity']
export type Enumeration = Schemas['Enumeration']
export type EnumerationValue = Schemas['EnumerationValue']
export type Schema = Schemas['Schema']
export type Change = Schemas['Change']
export type HistoryEntry = Schemas['HistoryEntry']
export type Difference = Schemas['Difference']
export type DifferenceItem = Schemas['DifferenceItem']
export type DifferenceEntry = Schemas['DifferenceEntry']
export type RelatedGroup = Schemas['RelatedGroup']
export type ImportReport = Schemas['ImportReport']
export type ImportIssue = Schemas['ImportIssue']
export type Batch = Schemas['Batch']
export type BatchEntity = Schemas['BatchEntity']
export type BatchUndone = Schemas['BatchUndone']
export type BatchRecord = NonNullable<Schemas['UndoInput']['records']>[number]
export type Undo = Schemas['Undo']
export type UndoRecord = Schemas['UndoRecord']
export type Card = Schemas['Card']
export type Overview = Schemas['Overview']
export type Figure = Schemas['Figure']
export type ActivityEntry = Schemas['ActivityEntry']
export type SavedQuery = Schemas['SavedQuery']
export type Journal = Schemas['Journal']

export type Values = Record<string, unknown>
export type Operator =
  | 'eq'
  | 'ne'
  | 'in'
  | 'lt'
  | 'le'
  | 'gt'
  | 'ge'
  | 'between'
  | 'contains'
  | 'null'
export type Condition = [field: string, op: Operator, value: unknown]
export type SweepInput = Schemas['DecisionSweep']
export type Sweep = Schemas['DecisionSweepAnswer']
export type ComparisonInput = Schemas['DecisionCompare']
export type Comparison = Schemas['DecisionCompareAnswer']
export type RecordHead = Schemas['RecordHead']
