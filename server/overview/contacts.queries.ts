// Who helps: the EVV from the care team, the team from the place where the patient lives.
import type { CareContact, Overview } from "#contract/overview"
import type { Db } from "../../db/knex.ts"
import { telOf } from "../organisation/telephone.ts"
import { systemOwner, type Sealing } from "../sealing/sealing.ts"

type PractitionerRow = {
  id: string
  name: Buffer | null
  role_text: string | null
  phone: Buffer | null
  hours: string | null
  practitioner_resource_id: string | null
}

export async function findEvv(
  trx: Db,
  sealing: Sealing,
  patientId: string,
  today: string,
): Promise<CareContact | null> {
  const member = (await trx("care_team_members")
    .where({ patient_id: patientId, is_evv: true })
    .where((query) => void query.whereNull("valid_from").orWhere("valid_from", "<=", today))
    .where((query) => void query.whereNull("valid_until").orWhere("valid_until", ">=", today))
    .first("member_type", "member_id", "role_text")) as
    { member_type: string; member_id: string; role_text: string | null } | undefined
  if (!member) return null
  const find = async (type: string, id: string) =>
    (await trx("practitioners").where({ resource_type: type, resource_id: id }).first()) as
      PractitionerRow | undefined
  const role = await find(member.member_type, member.member_id)
  const person = role?.practitioner_resource_id
    ? await find("Practitioner", role.practitioner_resource_id)
    : role
  const key = await sealing.keyFor(trx, systemOwner, new Date(`${today}T12:00:00Z`))
  const open = (row: PractitionerRow | undefined, field: "name" | "phone") =>
    row?.[field] ? sealing.open(key, `practitioners.${field}`, row.id, row[field]) : null
  const name = open(person, "name") ?? open(role, "name")
  if (!name) return null
  const phone = open(role, "phone") ?? open(person, "phone")
  return { name, role: member.role_text, phone, tel: phone && telOf(phone), hours: role?.hours ?? null }
}

export async function findTeam(trx: Db, patientId: string): Promise<Overview["team"]> {
  const place = (await trx("stays")
    .join("locations", "locations.id", "stays.location_id")
    .where({ "stays.patient_id": patientId, "stays.status": "active" })
    .orderBy("stays.starts_on", "desc")
    .first("locations.name", "locations.phone")) as { name: string; phone: string | null } | undefined
  return place ? { name: place.name, phone: place.phone, tel: place.phone && telOf(place.phone) } : null
}
