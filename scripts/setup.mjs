// What a fresh clone lacks: a fitting Node, the packages of the lock file, a compiler, programs of Debian.
import { createHash } from "node:crypto"
import { accessSync, constants, existsSync, readFileSync, realpathSync, writeFileSync } from "node:fs"
import { delimiter, dirname, join } from "node:path"
import { createInterface } from "node:readline/promises"
import { debianPackages } from "./debian-paths.mjs"
import { Stop, root, run, runOrStop, seconds } from "./run.mjs"

const stamp = join(root, "node_modules/.stamp")
const sqliteBinary = join(root, "node_modules/sqlite3/build/Release/node_sqlite3.node")
const compilers = ["g++", "make", "python3"]

export function requireNode(version = process.versions.node) {
  const [major, minor] = version.split(".").map(Number)
  if ((major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major >= 24) return
  throw new Stop(
    `This is Node ${version}. The portal needs Node 20.19 or newer, 22.12 or newer, or 24 or newer.`,
  )
}

/** @param {{ quiet?: boolean }} [options] */
export async function ensureDependencies(options = {}) {
  requireNode()
  const wanted = lockHash()
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return
  if (!isInstalledByHand()) await install(options)
  writeFileSync(stamp, wanted)
}

function lockHash() {
  const lock = join(root, "package-lock.json")
  if (!existsSync(lock))
    throw new Stop("package-lock.json is missing: this is not a complete copy of the portal.")
  const machine = `${process.platform} ${process.arch}`
  return createHash("sha256").update(readFileSync(lock)).update(machine).digest("hex")
}

/** After someone's own `npm install` or `npm ci` everything of the lock is here and only the stamp is missing. */
function isInstalledByHand() {
  const installedLock = join(root, "node_modules/.package-lock.json")
  if (!existsSync(installedLock) || !existsSync(sqliteBinary)) return false
  const wanted = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages
  const installed = JSON.parse(readFileSync(installedLock, "utf8")).packages
  return Object.entries(wanted).every(
    ([path, { version, optional }]) => path === "" || optional || installed[path]?.version === version,
  )
}

async function install({ quiet = false }) {
  const say = quiet ? console.error : console.log
  await tryToGetCompilers()
  say("Installing the packages. The first time SQLite may be compiled, which takes a few minutes.")
  const since = performance.now()
  const ticking = setInterval(() => say(`  still installing, ${seconds(since)}`), 20_000)
  const [npm, ...npmArgs] = npmCommand()
  const args = [...npmArgs, "ci", "--include=dev", "--no-audit", "--no-fund"]
  const { code } = await run(npm, args, { quiet, env: { ...process.env, ...nodeHeaders() } }).finally(() =>
    clearInterval(ticking),
  )
  if (code !== 0) throw new Stop(installComplaint())
  if (!existsSync(sqliteBinary))
    throw new Stop(
      "SQLite was not built: npm ran without install scripts. Allow them (ignore-scripts=false) and start again.",
    )
  say(`Packages installed in ${seconds(since)}.`)
}

function npmCommand() {
  const running = process.env.npm_execpath
  return running?.endsWith("npm-cli.js") ? [process.execPath, running] : ["npm"]
}

/** Compiling against the headers beside the running Node needs no download. */
function nodeHeaders() {
  const prefix = dirname(dirname(realpathSync(process.execPath)))
  const isThere = existsSync(join(prefix, "include/node/node_api.h"))
  return isThere && !process.env.npm_config_nodedir ? { npm_config_nodedir: prefix } : {}
}

const missingCompilers = () => compilers.filter((program) => !isOnPath(program))

/** A prebuilt SQLite may exist for this machine, so a compiler that cannot be had is no failure yet. */
async function tryToGetCompilers() {
  const missing = missingCompilers()
  if (missing.length === 0 || !isOnPath("apt-get") || process.getuid?.() !== 0) return
  if (await mayInstall(missing)) await aptInstall(missing)
}

function installComplaint() {
  const missing = missingCompilers()
  if (missing.length === 0)
    return "Installing the packages failed; npm says why above. Mend that and start again."
  return [
    `Installing the packages failed, and this machine has no ${missing.join(", ")} to compile SQLite with.`,
    `Install it and start again. On Debian or Ubuntu:\n  ${aptLine(missing)}`,
  ].join("\n")
}

function isOnPath(program) {
  return (process.env.PATH ?? "").split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}

/**
 * Sees to it that programs of Debian are here, or stops: what needs them is never skipped.
 * @param {(keyof typeof debianPackages)[]} names
 */
export async function ensureDebianPackages(names) {
  const missing = () => names.filter((name) => !debianPackages[name].isHere())
  if (missing().length === 0) return
  if (!isOnPath("apt-get") || !(await mayInstall(missing()))) throw new Stop(debianComplaint(missing()))
  await aptInstall(missing())
  if (missing().length > 0) throw new Stop(debianComplaint(missing()))
}

function debianComplaint(missing) {
  const settings = missing.map((name) => `${debianPackages[name].setting} (${name})`).join(", ")
  return [
    `Needed and not on this machine: ${missing.join(", ")}. On Debian:\n  ${aptLine(missing)}`,
    `Elsewhere, point to your own with ${settings}.`,
  ].join("\n")
}

const aptArgs = (names) => ["install", "-y", "--no-install-recommends", ...names]
const aptLine = (names) => `sudo apt-get update && sudo apt-get ${aptArgs(names).join(" ")}`

/** Root without a terminal, or CI, has nobody to ask; without a terminal and without root nothing may happen. */
async function mayInstall(names) {
  const isRoot = process.getuid?.() === 0
  const isTerminal = process.stdin.isTTY && process.stdout.isTTY
  if (isRoot && (!isTerminal || process.env.CI === "true")) return true
  if (!isTerminal || (!isRoot && !isOnPath("sudo"))) return false
  const questions = createInterface({ input: process.stdin, output: process.stdout })
  const answer = await questions.question(`May apt-get install ${names.join(", ")}? [y/N] `)
  questions.close()
  return /^(y|yes|j|ja)$/i.test(answer.trim())
}

async function aptInstall(names) {
  const [command, ...before] = process.getuid?.() === 0 ? ["apt-get"] : ["sudo", "apt-get"]
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" }
  const complaint = `apt-get could not install ${names.join(", ")}. Do it by hand and start again:\n  ${aptLine(names)}`
  console.error(`Installing ${names.join(", ")} with apt-get.`)
  await runOrStop(command, [...before, "update", "-q"], complaint, { env, capture: true })
  await runOrStop(command, [...before, ...aptArgs(names), "-q"], complaint, { env, capture: true })
}
