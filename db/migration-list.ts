// Every migration in order. Knex would store file names with their extension, and .ts → .js reads as corrupt.
import type { Knex } from "knex"
import * as sealing from "./migrations/0001_sealing.ts"
import * as organisation from "./migrations/0002_organisation.ts"
import * as accounts from "./migrations/0003_accounts.ts"
import * as messages from "./migrations/0004_messages.ts"
import * as ecd from "./migrations/0005_ecd.ts"
import * as record from "./migrations/0006_record.ts"
import * as access from "./migrations/0007_access.ts"
import * as audit from "./migrations/0008_audit.ts"
import * as display from "./migrations/0009_display.ts"
import * as sessionLock from "./migrations/0010_session_lock.ts"
import * as vaults from "./migrations/0011_vaults.ts"
import * as devices from "./migrations/0013_devices.ts"
import * as accountChanges from "./migrations/0014_account_changes.ts"
import * as texts from "./migrations/0015_texts.ts"
import * as invitations from "./migrations/0016_invitations.ts"
import * as lostPhones from "./migrations/0016_lost_phones.ts"
import * as staff from "./migrations/0018_staff.ts"
import * as carePlan from "./migrations/0019_care_plan.ts"
import * as glossary from "./migrations/0020_glossary.ts"
import * as desk from "./migrations/0022_desk.ts"
import * as closedAccounts from "./migrations/0023_closed_accounts.ts"
import * as reportOrder from "./migrations/0027_report_order.ts"
import * as reportDocuments from "./migrations/0028_report_documents.ts"
import * as auditBlocks from "./migrations/0029_audit_blocks.ts"
import * as auditByPatient from "./migrations/0030_audit_by_patient.ts"
import * as auditSearch from "./migrations/0031_audit_search.ts"
import * as workList from "./migrations/0036_work_list.ts"
import * as lockedGrants from "./migrations/0037_locked_grants.ts"
import * as accessForms from "./migrations/0038_access_forms.ts"
import * as lifeStory from "./migrations/0040_life_story.ts"
import * as joyActivities from "./migrations/0041_joy_activities.ts"
import * as pictures from "./migrations/0042_pictures.ts"
import * as loginCounts from "./migrations/0043_login_counts.ts"
import * as logos from "./migrations/0044_logos.ts"
import * as passkeys from "./migrations/0044_passkeys.ts"

export type Migration = { name: string; up(db: Knex): Promise<void>; down(db: Knex): Promise<void> }

export const migrations: Migration[] = [
  { name: "0001_sealing", ...sealing },
  { name: "0002_organisation", ...organisation },
  { name: "0003_accounts", ...accounts },
  { name: "0004_messages", ...messages },
  { name: "0005_ecd", ...ecd },
  { name: "0006_record", ...record },
  { name: "0007_access", ...access },
  { name: "0008_audit", ...audit },
  { name: "0009_display", ...display },
  { name: "0010_session_lock", ...sessionLock },
  { name: "0011_vaults", ...vaults },
  { name: "0013_devices", ...devices },
  { name: "0014_account_changes", ...accountChanges },
  { name: "0015_texts", ...texts },
  { name: "0016_invitations", ...invitations },
  { name: "0016_lost_phones", ...lostPhones },
  { name: "0018_staff", ...staff },
  { name: "0019_care_plan", ...carePlan },
  { name: "0020_glossary", ...glossary },
  { name: "0022_desk", ...desk },
  { name: "0023_closed_accounts", ...closedAccounts },
  { name: "0027_report_order", ...reportOrder },
  { name: "0028_report_documents", ...reportDocuments },
  { name: "0029_audit_blocks", ...auditBlocks },
  { name: "0030_audit_by_patient", ...auditByPatient },
  { name: "0031_audit_search", ...auditSearch },
  { name: "0036_work_list", ...workList },
  { name: "0037_locked_grants", ...lockedGrants },
  { name: "0038_access_forms", ...accessForms },
  { name: "0040_life_story", ...lifeStory },
  { name: "0041_joy_activities", ...joyActivities },
  { name: "0042_pictures", ...pictures },
  { name: "0043_login_counts", ...loginCounts },
  { name: "0044_passkeys", ...passkeys },
  { name: "0044_logos", ...logos },
]
