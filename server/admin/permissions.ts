// Who may do what at /beheer: one table, deny by default. A staff member with several roles may what one of them may.
import type { Permission, StaffRole } from "#contract/staff"

export const rolesByPermission: Record<Permission, readonly StaffRole[]> = {
  "members.read": ["administrator"],
  "members.change": ["administrator"],
  "patients.find": ["accessDesk"],
  "grants.change": ["accessDesk"],
  "tasks.handle": ["accessDesk"],
  "log.read": ["auditor"],
  "log.export": ["auditor"],
  "usage.read": ["administrator", "technical"],
  "organisation.change": ["administrator"],
  "texts.change": ["administrator"],
}

/** The role in which they do it, for the log; undefined: they may not. */
export const roleFor = (roles: readonly StaffRole[], permission: Permission): StaffRole | undefined =>
  roles.find((role) => rolesByPermission[permission].includes(role))

export const permissionsOf = (roles: readonly StaffRole[]): Permission[] =>
  (Object.keys(rolesByPermission) as Permission[]).filter((permission) => roleFor(roles, permission))
