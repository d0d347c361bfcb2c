// The one place that knows where Debian keeps the programs that the tests drive, and in which package they come.
import { existsSync, readdirSync } from "node:fs"

const postgresRoot = "/usr/lib/postgresql"

function newestPostgresBin() {
  const versions = existsSync(postgresRoot) ? readdirSync(postgresRoot).map(Number).filter(Boolean) : []
  return `${postgresRoot}/${versions.length ? Math.max(...versions) : 15}/bin`
}

export const chromiumPath = () => process.env.PORTAL_TEST_CHROMIUM || "/usr/bin/chromium"
export const postgresBin = () => process.env.PORTAL_TEST_POSTGRES_BIN || newestPostgresBin()

/** Debian package → is the program it brings already here, and which setting points at another one. */
export const debianPackages = {
  chromium: { isHere: () => existsSync(chromiumPath()), setting: "PORTAL_TEST_CHROMIUM" },
  postgresql: {
    isHere: () => existsSync(`${postgresBin()}/initdb`),
    setting: "PORTAL_TEST_POSTGRES_BIN",
  },
}
