// What everyone may know about the organisation, before logging in too.
import * as v from "valibot"

export type OrganisationInfo = {
  name: string
  /** The name in two lines for the brand: "Zorggroep" / "De Linde". */
  brand: { kind: string; name: string }
  /** Where its logo is; null: the leaf. */
  logo: string | null
  /** Every number as people write it; `tel` is for the link. */
  help: {
    care: { text: string; phone: string; tel: string; hours: string }
    urgent: { text: string; phone: string; tel: string }
    desk: { email: string }
  }
  links: { generalTerms: string; representation: string; website: string }
  passwordRule: { minimum: number; capital: boolean }
  bsnStep: "own" | "client" | "off"
  countries: string[]
  privacyStatementVersion: string
  termsOfUseVersion: string
}

/** GET /api/organisation/logo/:logoId: a PNG, the same for ever. */
export const LogoQuery = v.strictObject({ logoId: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)) })

export const legalTextKinds = ["privacyStatement", "termsOfUse"] as const
export const LegalTextQuery = v.strictObject({ kind: v.picklist(legalTextKinds) })
export const LegalTextVersionQuery = v.strictObject({
  ...LegalTextQuery.entries,
  version: v.pipe(v.string(), v.maxLength(40)),
})
/** Body: paragraphs; lines that start with "# " are headings, "- " list items. */
export type LegalText = {
  kind: (typeof legalTextKinds)[number]
  version: string
  effectiveOn: string
  /** What changed since the version before, in a few sentences; empty for a first version. */
  summary: string
  body: string
}
export type LegalTextVersion = Pick<LegalText, "version" | "effectiveOn"> & {
  state: "current" | "announced" | "earlier"
}
/** GET /api/legal-texts/:kind, the version in force, and /api/legal-texts/:kind/:version. Newest version first. */
export type LegalTextPage = LegalText & { versions: LegalTextVersion[] }
