// Whether this browser was logged in when it was last here. It decides only if it makes sense to ask the server on pages
// that anyone may read; it says nothing about who.

const KEY = "ingelogd"

export function keepSessionHint(isLoggedIn: boolean): void {
  try {
    if (isLoggedIn) localStorage.setItem(KEY, "ja")
    else localStorage.removeItem(KEY)
  } catch {
    // Nothing is kept: those pages then show themselves as to a visitor.
  }
}

export function hasSessionHint(): boolean {
  try {
    return localStorage.getItem(KEY) === "ja"
  } catch {
    return false
  }
}
