// Certificates that openssl makes for one test: for this machine by name, or for somebody else.
import { execFileSync } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { opensslPath } from "../../scripts/debian-paths.mjs"

export type Certificate = { key: string; cert: string }

export const forThisMachine = "DNS:localhost,IP:127.0.0.1"

/** Signed by itself: only who is told to trust it does. */
export function makeCertificate(names: string): Certificate {
  const folder = mkdtempSync(join(tmpdir(), "portal-certificate-"))
  try {
    const files = { key: join(folder, "key.pem"), cert: join(folder, "cert.pem") }
    const kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    const shape = ["-days", "2", "-subj", "/CN=a test", "-addext", `subjectAltName=${names}`]
    execFileSync(
      opensslPath(),
      ["req", "-x509", ...kind, ...shape, "-keyout", files.key, "-out", files.cert],
      {
        stdio: "pipe",
      },
    )
    return { key: readFileSync(files.key, "utf8"), cert: readFileSync(files.cert, "utf8") }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
