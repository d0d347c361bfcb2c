// Where the reader was when the portal went on the lock.
import type { RecordPlace } from "./types.ts"

export type Resume = { path: string; top: number }
export const resumePlace: RecordPlace = { type: "resume", patientId: null, section: null, id: "" }
