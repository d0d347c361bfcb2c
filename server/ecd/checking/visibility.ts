// Which statuses a client may see, per type. What is not listed is hidden.

export type Visibility = "show" | "marked" | "hide"

const shown: Record<string, { show: string[]; marked: string[] }> = {
  Composition: { show: ["final"], marked: ["amended", "corrected"] },
  Observation: { show: ["final"], marked: ["amended", "corrected"] },
  "DocumentReference.docStatus": { show: ["final"], marked: ["amended", "corrected"] },
  DocumentReference: { show: ["current"], marked: [] },
  Communication: { show: ["completed"], marked: [] },
  ClinicalImpression: { show: ["completed"], marked: [] },
  QuestionnaireResponse: { show: ["completed"], marked: ["amended"] },
  CarePlan: { show: ["active"], marked: ["on-hold", "completed"] },
  Goal: { show: ["accepted", "active"], marked: ["on-hold", "completed", "cancelled"] },
  Appointment: { show: ["booked", "arrived", "checked-in", "fulfilled"], marked: ["cancelled", "pending"] },
}

export function visibilityOf(type: string, status: unknown): Visibility {
  const rule = shown[type]
  if (typeof status !== "string" || !rule) return "hide"
  if (rule.show.includes(status)) return "show"
  return rule.marked.includes(status) ? "marked" : "hide"
}
