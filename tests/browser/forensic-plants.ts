// Runs in the page: writes words wherever a page can write. Each function stands on its own.

export async function plantInDatabase(words: Record<string, string>) {
  const request = indexedDB.open("controle", 1)
  request.onupgradeneeded = () => request.result.createObjectStore("woorden")
  const database = await new Promise<IDBDatabase>((done, fail) => {
    request.onsuccess = () => done(request.result)
    request.onerror = () => fail(request.error as DOMException)
  })
  const inCopies = (word = "") => `${word.slice(0, 14)} en ${word.slice(14)}. `.repeat(9) + word
  const store = database.transaction("woorden", "readwrite", { durability: "strict" }).objectStore("woorden")
  store.put(words["short"], "short")
  store.put({ text: words["accented"] }, "accented")
  store.put([words["beyondLatin"]], "beyondLatin")
  store.put(inCopies(words["repeated"]), "repeated")
  store.put("Rustige nacht. ".repeat(9_000) + inCopies(words["large"]), "large")
  store.put(1, words["key"])
  store.put(words["deleted"], "deleted")
  store.put(words["overwritten"], "overwritten")
  await new Promise((done) => (store.transaction.oncomplete = done))
  database.close()
}

export async function overwriteAndDelete() {
  const request = indexedDB.open("controle", 1)
  const database = await new Promise<IDBDatabase>((done) => (request.onsuccess = () => done(request.result)))
  const store = database.transaction("woorden", "readwrite", { durability: "strict" }).objectStore("woorden")
  store.delete("deleted")
  store.put("iets anders", "overwritten")
  await new Promise((done) => (store.transaction.oncomplete = done))
  database.close()
}

/** More than LevelDB keeps in its log (4 MiB): what came before moves into a packed table. */
export async function crowdDatabase() {
  const request = indexedDB.open("controle", 1)
  const database = await new Promise<IDBDatabase>((done) => (request.onsuccess = () => done(request.result)))
  const store = database.transaction("woorden", "readwrite", { durability: "strict" }).objectStore("woorden")
  for (let index = 0; index < 90; index += 1)
    store.put(crypto.getRandomValues(new Uint8Array(60_000)), `ballast ${index}`)
  await new Promise((done) => (store.transaction.oncomplete = done))
  database.close()
}

export async function plantInBucket(word: string) {
  type Buckets = { open(name: string): Promise<{ indexedDB: IDBFactory }> }
  const { storageBuckets } = navigator as unknown as { storageBuckets: Buckets }
  const bucket = await storageBuckets.open("controle")
  const request = bucket.indexedDB.open("emmer", 1)
  request.onupgradeneeded = () => request.result.createObjectStore("woorden")
  const database = await new Promise<IDBDatabase>((done) => (request.onsuccess = () => done(request.result)))
  const store = database.transaction("woorden", "readwrite", { durability: "strict" }).objectStore("woorden")
  store.put(word, "bucket")
  await new Promise((done) => (store.transaction.oncomplete = done))
  database.close()
}

export async function plantInPage(words: Record<string, string>) {
  localStorage.setItem("controle", words["localStorage"] ?? "")
  const cache = await caches.open("controle")
  await cache.put("/controle", new Response(words["cacheStorage"]))
}
