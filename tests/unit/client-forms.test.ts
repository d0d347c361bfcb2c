import { expect, test } from "vitest"
import { ApiFailure } from "../../client/api/failure.ts"
import { waitText } from "../../client/kit/wait-text.ts"
import { durationText, sayProblem } from "../../client/kit/words.ts"
import { countDigits } from "../../client/login/security-code.ts"
import { legalBlocks } from "../../client/organisation/legal-text.ts"
import { countryText } from "../../client/kit/countries.ts"
import { passwordProblem, passwordRuleText } from "../../client/kit/new-password.ts"
import { formProblems, serverProblems } from "../../client/registration/registration-problems.ts"

const rule = { minimum: 8, capital: true }
const filledIn = {
  email: "peter.bakker@voorbeeld.example",
  mobile: "06 87654321",
  password: "Waslijn-4-merels",
  repeat: "Waslijn-4-merels",
  hasAccepted: true,
}
const fields = (typed: Partial<typeof filledIn>) =>
  formProblems({ ...filledIn, ...typed }, rule).map(({ field }) => field)

test.each(["123456", "123 456", " 123-456 ", "１２３４５６", "١٢٣٤٥٦"])("%s has 6 digits", (code) =>
  expect(countDigits(code)).toBe(6),
)

test("a complete registration has no problems; each one that is missing is named at its field", () => {
  expect(fields({})).toEqual([])
  expect(fields({ email: " ", mobile: "", password: "", repeat: "", hasAccepted: false })).toEqual([
    "email",
    "mobile",
    "password",
    "repeat",
    "privacy",
  ])
  expect(fields({ repeat: "Waslijn-4-merel" })).toEqual(["repeat"])
  expect(fields({ password: "kort", repeat: "kort" })).toEqual(["password"])
})

test("what the server finds wrong lands at the field it is about", () => {
  const answer = (path: string, code: "email-invalid" | "password-too-common" | "invalid") =>
    new ApiFailure("input-invalid", {
      type: "",
      title: "",
      status: 422,
      code: "input-invalid",
      fields: [{ path, code }],
    })
  expect(serverProblems(answer("password", "password-too-common"))[0]?.field).toBe("password")
  expect(serverProblems(answer("email", "invalid"))[0]?.field).toBe("email")
  expect(serverProblems(new ApiFailure("mobile-country"))[0]?.field).toBe("mobile")
  expect(serverProblems(new ApiFailure("unreachable"))[0]?.field).toBe(null)
})

test("the password rule is the organisation's, in its numbers", () => {
  expect(passwordRuleText(rule)).toBe(
    "Minimaal 8 letters of cijfers, en minimaal 1 hoofdletter. Langer is veiliger.",
  )
  expect(passwordRuleText({ minimum: 12, capital: false })).toBe(
    "Minimaal 12 letters of cijfers. Langer is veiliger.",
  )
  expect(passwordProblem("Élan-vitaal", rule)).toBe(null)
  expect(passwordProblem("élan-vitaal", rule)).toBe("password-needs-capital")
  expect(passwordProblem("Aé\u0301éééé", rule)).toBe("password-too-short")
})

test("a country is shown with its calling code", () => {
  expect(countryText("NL")).toBe("NL (+31)")
  expect(countryText("XX")).toBe("XX")
})

test.each([
  [1, "1 seconde"],
  [30, "30 seconden"],
  [61, "61 seconden"],
  [300, "5 minuten"],
  [301, "6 minuten"],
  [7200, "2 uur"],
])("%i seconds to wait: %s", (seconds, text) => expect(durationText(seconds)).toBe(text))

test("no connection and a fault of the portal are two sentences; a screen's own words come first", () => {
  expect(sayProblem({}, "unreachable")).not.toBe(sayProblem({}, "internal"))
  expect(sayProblem({ busy: "Druk." }, "busy")).toBe("Druk.")
})

test("a legal text becomes headings, paragraphs and lists, and nothing in it becomes markup", () => {
  expect(legalBlocks("Wij zijn zorgvuldig.\n\n# Gegevens\n- uw naam\n- <b>uw BSN</b>\nEinde.")).toEqual([
    { kind: "paragraph", text: "Wij zijn zorgvuldig." },
    { kind: "heading", text: "Gegevens" },
    { kind: "list", items: ["uw naam", "<b>uw BSN</b>"] },
    { kind: "paragraph", text: "Einde." },
  ])
})

test.each([
  [1, "14:01 uur"],
  [60, "14:01 uur"],
  [61, "14:02 uur"],
  [10 * 3600, "morgen om 00:00 uur"],
  [40 * 3600, "dinsdag 24 november om 06:00 uur"],
])("%i seconds from two o'clock on a Sunday: wait until %s", (seconds, text) =>
  expect(waitText(seconds, new Date("2026-11-22T13:00:00.000Z"))).toBe(text),
)
