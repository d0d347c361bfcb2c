// Is someone filling something in? Then the page is not loaded again, whatever is waiting.

/** Fields that hold typed text; the choices of Weergave are kept at once, and lose nothing. */
const typed = "main :is(textarea, input:not([type=checkbox], [type=radio], [type=button], [type=submit]))"

export function hasUnsavedForm(): boolean {
  return [...document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(typed)].some(
    (field) => field.value !== field.defaultValue,
  )
}
