// A form that was filled in, of which the organisation said that it belongs in the life book: each answer under its question.
import { visibilityOf } from "../checking/visibility.ts"
import { Refusal } from "../refusal.ts"
import { cleanBlock, cleanLine } from "../text/clean.ts"
import { wordsOf } from "./concepts.ts"
import { projectStory, storyOf, type StoryPart } from "./life-story.ts"
import { storedOnly, type Projection, type ProjectionContext } from "./projection.ts"
import { QuestionnaireResponse, readShape, type Answer, type Answered, type Concept } from "./shapes.ts"

/** @throws Refusal status-missing, date-invalid, time-no-offset, shape-invalid. */
export function projectQuestionnaire(context: ProjectionContext): Projection {
  const story = storyOf(context.settings, formOf(context.resource["questionnaire"]))
  if (!story) return storedOnly
  const form = readShape(QuestionnaireResponse, context.resource)
  if (form.status === undefined) throw new Refusal("status-missing", "status")
  return projectStory(context, {
    section: story.section,
    visibility: visibilityOf("QuestionnaireResponse", form.status),
    date: form.authored,
    datePath: "authored",
    parts: () => partsIn(form.item, null),
  })
}

/** A form is known by its address, or by the last word of it; `|1.2` is its version. */
function formOf(questionnaire: unknown): Concept[] {
  const address = typeof questionnaire === "string" ? (questionnaire.split("|")[0] ?? "") : ""
  return address ? [{ coding: [{ code: address }, { code: address.split("/").at(-1) ?? "" }] }] : []
}

/** A question without an answer of its own is the title of those in it. */
function partsIn(items: readonly Answered[], chapter: string | null): StoryPart[] {
  return items.flatMap((item) => {
    const question = cleanLine(item.text, 200)
    const answers = item.answer ?? []
    const body = answers.flatMap((answer) => answerText(answer) ?? []).join("\n")
    const inner = [...(item.item ?? []), ...answers.flatMap((answer) => answer.item ?? [])]
    return [
      ...(body ? [{ chapter, heading: question, body }] : []),
      ...partsIn(inner, body ? chapter : (question ?? chapter)),
    ]
  })
}

/** Null for what is no text: a file, or something of the ECD that it points to. */
function answerText(answer: Answer): string | null {
  const { valueBoolean: yes, valueQuantity: quantity, valueCoding: coding } = answer
  if (yes !== undefined) return yes ? "Ja" : "Nee"
  if (coding) return wordsOf({ coding: [coding] })
  const number = quantity?.value ?? answer.valueInteger ?? answer.valueDecimal
  if (number !== undefined)
    return [String(number).replace(".", ","), cleanLine(quantity?.unit, 50)].filter(Boolean).join(" ")
  return cleanBlock(answer.valueString ?? answer.valueDate ?? answer.valueTime)
}
