import { setDecisionCapacity } from "../access/grants.ts"
import { listPatients } from "../access/patients.queries.ts"
import { auditList, CommandError, operator, table, type Command } from "./command.ts"

export const patientCommands: Command[] = [
  {
    kind: "database",
    name: "patient list",
    summary: "patients with their relatives, for grant add",
    usage: "",
    async run(deps) {
      await auditList(deps, "patients")
      const patients = await listPatients(deps.db, deps.sealing)
      const rows = patients.flatMap((patient) => [
        {
          id: patient.id,
          name: patient.name,
          born: patient.birthDate,
          capacity:
            patient.hasDecisionCapacity === null
              ? "not recorded"
              : patient.hasDecisionCapacity
                ? "yes"
                : "no",
          role: "",
        },
        ...patient.relatives.map((relative) => ({
          id: `  ${relative.id}`,
          name: `  ${relative.name}`,
          born: "",
          capacity: "",
          role: relative.role,
        })),
      ])
      return { json: patients, text: table(rows) }
    },
  },
  {
    kind: "database",
    name: "patient capacity",
    summary: "record whether a patient has decision capacity (wilsbekwaam)",
    usage: "<patient id> yes|no",
    async run(deps, { positionals: [id, answer] }) {
      if (!id || (answer !== "yes" && answer !== "no"))
        throw new CommandError("Give a patient id and yes or no.")
      await setDecisionCapacity(deps, id, answer === "yes", operator)
      return {
        json: { id, hasDecisionCapacity: answer === "yes" },
        text: `Recorded: decision capacity ${answer}.`,
      }
    },
  },
]
