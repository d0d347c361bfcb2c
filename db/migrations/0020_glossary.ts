// The organisation's own words beside the start set, and the words that readers did not know.
import type { Knex } from "knex"

export async function up(db: Knex) {
  await db.schema.createTable("glossary_terms", (t) => {
    t.string("word_key", 60).primary() // the word without capitals
    t.string("word", 60).notNullable()
    t.string("text", 300).notNullable()
    t.string("changed_at", 24).notNullable()
    t.string("changed_by", 120).notNullable()
  })
  // Counted per word, of nobody in particular. Sealed: a reader may type a name all the same.
  await db.schema.createTable("unknown_words", (t) => {
    t.string("word_index", 64).primary()
    t.binary("word").notNullable()
    t.integer("times").notNullable()
    t.string("last_on", 10).notNullable().index()
  })
}

export async function down(db: Knex) {
  await db.schema.dropTable("unknown_words")
  await db.schema.dropTable("glossary_terms")
}
