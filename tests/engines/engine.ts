// What every engine must be able to do; the rest of reading and pressing is the same in all of them (reader.ts).

export type Engine = {
  /** A window that remembers nothing of the one before it. */
  openWindow(): Promise<Window>
  close(): Promise<void>
}

export type Window = {
  open(address: string): Promise<void>
  reload(): Promise<void>
  address(): Promise<string>
  /** Runs in the page; what it uses it is given. @returns what can be written as JSON */
  evaluate<Args extends unknown[], Result>(
    act: (...args: Args) => Result | Promise<Result>,
    ...args: Args
  ): Promise<Result>
  /** What a function in the page points at, or nothing. */
  element<Args extends unknown[]>(
    find: (...args: Args) => Element | null,
    ...args: Args
  ): Promise<Handle | null>
  screenshot(): Promise<Uint8Array>
  /** Errors, and what the security policy refused, since the window opened. */
  problems(): Promise<string[]>
  close(): Promise<void>
}

export type Handle = {
  click(): Promise<void>
  /** Types this in place of what stands there. */
  fill(text: string): Promise<void>
}

export const tablet = { width: 1180, height: 820 }
