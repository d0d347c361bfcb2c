// The demo's letterbox: every SMS and e-mail the portal sent, for people and for scripts. Not there in production.
import Router from "@koa/router"
import type { Deps } from "../deps.ts"
import { fail } from "../http/failures.ts"
import { escapeHtml } from "../http/web-app.ts"
import { listPostvak } from "../messages/postvak.ts"
import { demoStaff, demoStaffCode } from "./staff.ts"

const clock = new Intl.DateTimeFormat("nl-NL", {
  dateStyle: "long",
  timeStyle: "medium",
  timeZone: "Europe/Amsterdam",
})

const styles = `
:root { color-scheme: light dark; }
body { font: 1.25rem/1.6 system-ui, sans-serif; max-width: 44rem; margin: 0 auto; padding: 1.5rem; }
article { border: 2px solid; border-radius: .5rem; padding: 1rem 1.5rem; margin-block: 1.5rem; }
h2 { font-size: 1.375rem; margin: 0; }
pre { font: inherit; white-space: pre-wrap; overflow-wrap: anywhere; margin-bottom: 0; }
a { display: inline-block; padding-block: .5rem; }
.for-ear { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
`

/** As a mail program: styles of the mail itself, no script, nothing fetched. */
const mailPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

export function postvakRoutes(deps: Deps): Router {
  const router = new Router({ sensitive: true })

  router.get("/postvak.json", async (ctx) => {
    ctx.set("Cache-Control", "no-store")
    const messages = (await listPostvak(deps)).map(({ html: _, ...message }) => message)
    ctx.body = [...messages, ...(await staffCode(deps))]
  })

  router.get("/postvak.css", (ctx) => {
    ctx.type = "text/css; charset=utf-8"
    ctx.body = styles
  })

  router.get("/postvak", async (ctx) => {
    const messages = await listPostvak(deps)
    const [code] = await staffCode(deps)
    const articles = messages.map(
      (
        message,
      ) => `<article><h2>${message.kind === "sms" ? "Sms" : "E-mail"} aan ${escapeHtml(message.to)}</h2>
<p>${clock.format(new Date(message.at))}</p>
${message.subject ? `<p><strong>${escapeHtml(message.subject)}</strong></p>` : ""}<pre>${withLinks(message.text, deps)}</pre>
${message.html ? `<p><a href="/postvak/${message.id}">Bekijk de e-mail zoals die aankomt<span class="for-ear">: ${escapeHtml(message.subject ?? "")}</span></a></p>` : ""}</article>`,
    )
    ctx.set("Cache-Control", "no-store")
    ctx.type = "text/html; charset=utf-8"
    ctx.body = `<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>Postvak van de demo</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="stylesheet" href="/postvak.css"></head>
<body><main><h1>Postvak van de demo</h1><p>Hier staat wat het portaal verstuurde, het nieuwste bovenaan.</p>
${code ? `<article><h2>Code van de app van ${escapeHtml(code.to)}</h2><pre>${escapeHtml(code.text)}</pre></article>` : ""}
${articles.join("\n") || "<p>Er is nog niets verstuurd.</p>"}</main></body></html>`
  })

  router.get("/postvak/:id", async (ctx) => {
    const message = (await listPostvak(deps)).find(({ id }) => id === ctx.params["id"])
    if (!message?.html) fail("not-found")
    ctx.set({ "Cache-Control": "no-store", "Content-Security-Policy": mailPolicy })
    ctx.type = "text/html; charset=utf-8"
    ctx.body = message.html
  })

  return router
}

/** What the authenticator app of the demo's staff member shows now. Last in the list: nothing was sent. */
async function staffCode(deps: Deps) {
  const now = await demoStaffCode(deps)
  if (!now) return []
  const text = `${now.code} is nu de code voor Beheer, nog ${now.seconds} seconden. Een code werkt één keer: vernieuw deze pagina voor de volgende.`
  return [{ id: "totp", kind: "totp" as const, to: demoStaff.email, text, at: deps.now().toISOString() }]
}

/** Only our own addresses become links. */
function withLinks(text: string, deps: Deps): string {
  const origin = deps.config.origin.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
  return escapeHtml(text).replace(
    new RegExp(`${origin}/[\\w\\-./#]*`, "g"),
    (address) => `<a href="${address}">${address}</a>`,
  )
}
