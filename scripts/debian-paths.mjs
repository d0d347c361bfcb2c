// The one place that knows where Debian keeps the programs that the tests drive, and in which package they come.
import { existsSync, readdirSync } from "node:fs"
import { tmpdir } from "node:os"

const postgresRoot = "/usr/lib/postgresql"

function newestPostgresBin() {
  const versions = existsSync(postgresRoot) ? readdirSync(postgresRoot).map(Number).filter(Boolean) : []
  return `${postgresRoot}/${versions.length ? Math.max(...versions) : 15}/bin`
}

/** WebKitGTK's own small browser lies under the library's folder, in a folder per processor and version. */
function newestMiniBrowser() {
  const found = ["x86_64", "aarch64"].flatMap((processor) =>
    ["4.1", "4.0"].map((version) => `/usr/lib/${processor}-linux-gnu/webkit2gtk-${version}/MiniBrowser`),
  )
  return found.find((path) => existsSync(path)) ?? "MiniBrowser"
}

export const chromiumPath = () => process.env.PORTAL_TEST_CHROMIUM || "/usr/bin/chromium"
export const firefoxPath = () => process.env.PORTAL_TEST_FIREFOX || "/usr/bin/firefox-esr"
export const webKitDriverPath = () => process.env.PORTAL_TEST_WEBKIT_DRIVER || "/usr/bin/WebKitWebDriver"
export const miniBrowserPath = () => process.env.PORTAL_TEST_MINI_BROWSER || newestMiniBrowser()
export const xvfbPath = () => process.env.PORTAL_TEST_XVFB || "/usr/bin/Xvfb"
export const bearerboxPath = () => process.env.PORTAL_TEST_BEARERBOX || "/usr/sbin/bearerbox"
export const smsboxPath = () => process.env.PORTAL_TEST_SMSBOX || "/usr/sbin/smsbox"
export const fakeSmscPath = () => process.env.PORTAL_TEST_FAKESMSC || "/usr/lib/kannel/test/fakesmsc"
export const opensslPath = () => process.env.PORTAL_TEST_OPENSSL || "/usr/bin/openssl"
export const postgresBin = () => process.env.PORTAL_TEST_POSTGRES_BIN || newestPostgresBin()

/** Where throw-away databases lie: in memory where Debian has that, for each commit waits for the disk. */
export const throwAwayFolder = () =>
  process.env.PORTAL_TEST_FOLDER || (existsSync("/dev/shm") ? "/dev/shm" : tmpdir())

/** Debian package → is the program it brings already here, and which setting points at another one. */
export const debianPackages = {
  chromium: { isHere: () => existsSync(chromiumPath()), setting: "PORTAL_TEST_CHROMIUM" },
  "firefox-esr": { isHere: () => existsSync(firefoxPath()), setting: "PORTAL_TEST_FIREFOX" },
  "webkit2gtk-driver": {
    isHere: () => existsSync(webKitDriverPath()) && existsSync(miniBrowserPath()),
    setting: "PORTAL_TEST_WEBKIT_DRIVER",
  },
  xvfb: { isHere: () => existsSync(xvfbPath()), setting: "PORTAL_TEST_XVFB" },
  kannel: {
    isHere: () => existsSync(bearerboxPath()) && existsSync(smsboxPath()),
    setting: "PORTAL_TEST_BEARERBOX, PORTAL_TEST_SMSBOX",
  },
  "kannel-extras": { isHere: () => existsSync(fakeSmscPath()), setting: "PORTAL_TEST_FAKESMSC" },
  openssl: { isHere: () => existsSync(opensslPath()), setting: "PORTAL_TEST_OPENSSL" },
  postgresql: {
    isHere: () => existsSync(`${postgresBin()}/initdb`),
    setting: "PORTAL_TEST_POSTGRES_BIN",
  },
}
