/** Always dark on light, whatever the look: a camera must read it. The address must be revoked when it is not shown. */
export function pictureAddress(rows: readonly string[]): string {
  const path = rows
    .flatMap((row, y) => [...row].flatMap((cell, x) => (cell === "1" ? [`M${x} ${y}h1v1h-1z`] : [])))
    .join("")
  const size = rows.length
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${size}v${size}H0z"/><path d="${path}"/></svg>`
  return URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }))
}
