// The access desk's work list: what somebody must look at, whose it is, and what was done about it.
import * as v from "valibot"

export const taskKinds = [
  /** Too many wrong BSNs. */
  "bsn-blocked",
  /** A right BSN, with another address or number than the form says. */
  "contact-differs",
  /** A new number was asked for a reader who lost the telephone; a second one of staff approves. */
  "lost-phone",
  /** The owner of the account stopped that. */
  "lost-phone-stopped",
  /** The owner of the account undid a change of number or address. */
  "change-undone",
  /** The account of a client's legal representative was closed. */
  "representative-closed",
  /** A reader sees the record of somebody who is not theirs: it is locked, and staff decide what happens to it. */
  "wrong-record",
  /** A signed form came in: access is given, or refused. */
  "form-waiting",
  /** Somebody holds a place at a client whom the ECD merged into another one. */
  "patient-merged",
  /** The ECD's data cannot be read, or contradict each other. */
  "ecd-quarantine",
  "ecd-conflict",
] as const
export type TaskKind = (typeof taskKinds)[number]

/** These are done by deciding them, or by the ECD itself. */
export const settledElsewhere: readonly TaskKind[] = [
  "lost-phone",
  "wrong-record",
  "form-waiting",
  "ecd-quarantine",
  "ecd-conflict",
]

export type StaffTask = {
  id: string
  kind: TaskKind
  at: string
  patient: { id: string; name: string } | null
  /** The reader's account, while it is active. */
  account: { email: string; maskedMobile: string } | null
  owner: { id: string; name: string; isSelf: boolean } | null
  pickedAt: string | null
  lostPhone: { maskedMobile: string; proof: string; askedBy: string; isOwn: boolean } | null
  form: { id: string; formDate: string; formReference: string; recordedBy: string } | null
  /** Of the ECD: how many waiting data, by reason. */
  refused: { explanation: string; times: number }[]
  /** `by` is "system" when it was settled by itself. */
  done: { at: string; by: string; note: string | null } | null
}

/** GET /api/staff/tasks: what is open, the oldest first, and what was done in the last 30 days, the newest first. */
export type TaskList = { open: StaffTask[]; done: StaffTask[] }
/** GET /api/staff/tasks/:taskId/refused, of a task about the ECD: at most 500, those seen last first. No value of a record. */
export type RefusedItem = {
  type: string | null
  /** As the ECD numbers it. */
  resourceId: string | null
  path: string | null
  explanation: string
  times: number
  lastSeenAt: string
}
export type RefusedList = { items: RefusedItem[] }
/** GET /api/staff/tasks/count */
export type TaskCount = { open: number; free: number }

/** POST /api/staff/tasks/:taskId/pick and /release take {}; /approve and /cancel, of a lost telephone, too. */
export const NoInput = v.strictObject({})
/** POST …/take-over. `seen`: whose it was on the page; somebody else's since → 409 task-taken. */
export const TakeOverInput = v.strictObject({ seen: v.pipe(v.string(), v.maxLength(64)) })
/** POST …/done. `unblock`: the reader may try again. */
export const DoneInput = v.strictObject({
  note: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(1000)),
  unblock: v.boolean(),
})
/** POST /api/staff/patients/:patientId/grants/:grantId/lost-phone answers a TaskList. */
export const LostPhoneInput = v.strictObject({
  mobile: v.pipe(v.string(), v.maxLength(40)),
  proof: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(400)),
})
