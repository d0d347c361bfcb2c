// Debian's Kannel on loopback: bearerbox and smsbox, and its own fake telephone network, which writes down what it got.
import { spawn, type ChildProcess } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { connect } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { bearerboxPath, fakeSmscPath, smsboxPath } from "../../scripts/debian-paths.mjs"
import { freePorts } from "./free-ports.ts"

export type Kannel = {
  /** PORTAL_SMS for this Kannel. */
  setting: string
  /** What the telephones got: `<from> <to> text <text>`, each line of a text by itself. */
  got(): string[]
  /** Ends smsbox as a crash does, and starts it again. */
  killSmsbox(): Promise<void>
  startSmsbox(): Promise<void>
  stop(): Promise<void>
}

const password = "ge%heim/#1"

export async function startKannel(): Promise<Kannel> {
  const folder = mkdtempSync(join(tmpdir(), "portal-kannel-"))
  const [admin = 0, boxes = 0, smsc = 0, sendsms = 0] = await freePorts(4)
  const file = join(folder, "kannel.conf")
  writeFileSync(file, settings({ admin, boxes, smsc, sendsms }))
  const running = new Set<ChildProcess>()
  let heard = ""
  let smsbox: ChildProcess | undefined

  const start = (program: string, args: string[]) => {
    const child = spawn(program, args, { cwd: folder, stdio: ["ignore", "pipe", "pipe"] })
    child.on("error", () => {}) // told by the port that never opens
    running.add(child)
    return child
  }
  const end = async (child: ChildProcess) => {
    running.delete(child)
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
    child.kill("SIGKILL")
    await once(child, "exit")
  }
  const startSmsbox = async () => {
    smsbox = start(smsboxPath(), ["-v", "4", file])
    await open(sendsms, "smsbox")
  }
  const stop = async () => {
    await Promise.all([...running].map(end))
    rmSync(folder, { recursive: true, force: true })
  }

  try {
    start(bearerboxPath(), ["-v", "4", file])
    await Promise.all([open(boxes, "bearerbox"), open(smsc, "bearerbox")])
    // "nop" is a message from a telephone; none is ever sent, as its interval is a day.
    const network = start(fakeSmscPath(), [
      "-H",
      "127.0.0.1",
      "-r",
      String(smsc),
      "-i",
      "86400",
      "-m",
      "0",
      "1 2 text nop",
    ])
    for (const stream of [network.stdout, network.stderr])
      stream?.on("data", (part: Buffer) => (heard += part.toString()))
    await startSmsbox()
  } catch (error) {
    await stop()
    throw error
  }
  return {
    setting: `kannel:http://portaal:${encodeURIComponent(password)}@127.0.0.1:${sendsms}/cgi-bin/sendsms?from=DeLinde`,
    got: () => [...heard.matchAll(/Got message \d+: <(.*)>$/gm)].map(([, text = ""]) => text),
    killSmsbox: async () => {
      if (smsbox) await end(smsbox)
    },
    startSmsbox,
    stop,
  }
}

const settings = (port: { admin: number; boxes: number; smsc: number; sendsms: number }) => `
group = core
admin-port = ${port.admin}
admin-interface = 127.0.0.1
admin-password = none
smsbox-port = ${port.boxes}
smsbox-interface = 127.0.0.1
box-allow-ip = 127.0.0.1

group = smsc
smsc = fake
smsc-id = FAKE
host = 127.0.0.1
port = ${port.smsc}
connect-allow-ip = 127.0.0.1

group = smsbox
bearerbox-host = 127.0.0.1
sendsms-port = ${port.sendsms}
sendsms-interface = 127.0.0.1

group = sendsms-user
username = portaal
password = "${password}"

group = sms-service
keyword = default
text = none
max-messages = 0
`

/** Waits until somebody listens there. */
async function open(port: number, who: string): Promise<void> {
  const until = performance.now() + 20_000
  while (performance.now() < until) {
    const socket = connect(port, "127.0.0.1")
    const isOpen = await new Promise<boolean>((done) => {
      socket.once("connect", () => done(true)).once("error", () => done(false))
    })
    socket.destroy()
    if (isOpen) return
    await new Promise((done) => setTimeout(done, 50))
  }
  throw new Error(`Kannel's ${who} does not listen on port ${port}.`)
}
