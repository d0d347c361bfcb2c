// Tokens of cookies and mailed links: 256 random bits outside, only their SHA-256 in the database.
import { createHash } from "node:crypto"

export const newToken = (random: (bytes: number) => Buffer): string => random(32).toString("base64url")

export const hashToken = (token: string): string => createHash("sha256").update(token).digest("hex")
