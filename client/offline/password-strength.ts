// Is this password strong enough to lock a vault that a thief can take home? Loaded only when someone asks for one.
import { ZxcvbnFactory } from "@zxcvbn-ts/core"
import * as common from "@zxcvbn-ts/language-common"
import * as dutch from "@zxcvbn-ts/language-nl-be"

/** About 30 years on one graphics card at our number of iterations (design: the offline vault). */
const MINIMUM_GUESSES = 1e13

/** @param own words that a thief knows of this reader: names, address. */
export function isStrongEnough(password: string, own: readonly string[]): boolean {
  const zxcvbn = new ZxcvbnFactory({
    dictionary: { ...common.dictionary, ...dutch.dictionary },
    graphs: common.adjacencyGraphs,
  })
  return zxcvbn.check(password.normalize("NFKC"), [...own]).guesses >= MINIMUM_GUESSES
}
