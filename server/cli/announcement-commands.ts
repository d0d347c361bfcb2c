import { addAnnouncement, endAnnouncement, listAnnouncements } from "../organisation/announcements.ts"
import { CommandError, operator, operatorName, table, type Command } from "./command.ts"

const text = { type: "string" } as const

export const announcementCommands: Command[] = [
  {
    kind: "database",
    name: "announcement add",
    summary: "tell every reader something about the portal, on Start",
    usage: "--title <title> --text <text> --from <YYYY-MM-DD> --until <YYYY-MM-DD>",
    options: { title: text, text, from: text, until: text },
    async run(deps, args) {
      const id = await addAnnouncement(
        deps,
        {
          title: args.required("title"),
          body: args.required("text"),
          firstDay: args.required("from"),
          lastDay: args.required("until"),
        },
        operator,
        operatorName,
      )
      return { json: { id }, text: `Added: ${id}` }
    },
  },
  {
    kind: "database",
    name: "announcement list",
    summary: "every announcement, with how many readers put it away",
    usage: "",
    async run(deps) {
      const listed = await listAnnouncements(deps.db, deps.now())
      const all = listed.map(({ id, title, from, until, state, read }) => ({
        id,
        title,
        from,
        until,
        state,
        read,
      }))
      return { json: all, text: table(all) }
    },
  },
  {
    kind: "database",
    name: "announcement end",
    summary: "stop showing an announcement now",
    usage: "<id>",
    async run(deps, { positionals: [id] }) {
      if (!id) throw new CommandError("Give the id of the announcement. See: announcement list")
      await endAnnouncement(deps, id, operator)
      return { json: { id }, text: `Ended: ${id}` }
    },
  },
]
