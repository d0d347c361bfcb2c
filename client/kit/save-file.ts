// A file that the page made itself, put where the browser puts what it downloads.
export function saveFile(name: string, parts: string[], type: string): void {
  const link = document.createElement("a")
  link.href = URL.createObjectURL(new Blob(parts, { type }))
  link.download = name
  link.click()
  // The browser reads it a moment later.
  window.setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
