// The one place where the browser program asks what time it is. Everything else is given the time.
export const now = (): Date => new Date()
