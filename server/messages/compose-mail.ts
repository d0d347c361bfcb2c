// One mail in two dresses, made of the same paragraphs: plain text, and HTML for people with poor sight. Nothing is
// fetched from anywhere, and no colour is set: a mail program's own light and dark stay as its reader chose them.
import { escapeHtml } from "../http/shell-files.ts"

export type Mail = { subject: string; text: string; html: string }
/** The one thing to press; its address stands under it, for who cannot press or does not trust it. */
export type MailLink = { label: string; address: string }

export function composeMail(subject: string, paragraphs: (string | MailLink)[]): Mail {
  const isText = (one: string | MailLink) => typeof one === "string"
  return {
    subject,
    text: paragraphs.map((one) => (isText(one) ? one : textOf(one))).join("\n\n") + "\n",
    html: page(
      subject,
      paragraphs.map((one) => `<p>${isText(one) ? lines(one) : htmlOf(one)}</p>`).join("\n"),
    ),
  }
}

const textOf = ({ label, address }: MailLink) => `${label}:\n${address}`

const htmlOf = ({ label, address }: MailLink) =>
  `<a href="${escapeHtml(address)}" style="display: inline-block; padding: 10px 0; font-weight: bold">` +
  `${escapeHtml(label)}</a>:<br>${escapeHtml(address)}`

const lines = (text: string) => escapeHtml(text).replaceAll("\n", "<br>")

/** Styles stand on the elements: some mail programs throw a sheet away. */
const page = (subject: string, content: string) => `<!doctype html>
<html lang="nl">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escapeHtml(subject)}</title>
<style>:root { color-scheme: light dark }</style>
</head>
<body style="margin: 0; padding: 0">
<div lang="nl" style="max-width: 36em; padding: 16px; font-family: Verdana, Arial, sans-serif; font-size: 18px; line-height: 1.6; overflow-wrap: anywhere">
${content}
</div>
</body>
</html>
`
