// What a session may read, as the vault keeps it; and back again.
import type { Me } from "#contract/account"
import type { VaultGrant } from "#contract/vault"

export const grantsOf = ({ patients }: Me): VaultGrant[] =>
  patients.map(({ id, sections, endsAt }) => ({ patientId: id, sections, endsAt }))

/** The reader as kept, with what the vault may still show at this moment. */
export function withGrants(me: Me, grants: readonly VaultGrant[], now: Date): Me {
  const patients = me.patients.flatMap((patient) => {
    const grant = grants.find(({ patientId }) => patientId === patient.id)
    if (!grant || (grant.endsAt && grant.endsAt <= now.toISOString())) return []
    return [{ ...patient, sections: grant.sections, endsAt: grant.endsAt }]
  })
  return { ...me, patients }
}
