// What the server wrote into index.html: enough to say whom to call when nothing else can be fetched.

export type PageFacts = { name: string; phone: string; tel: string }

export function pageFacts(): PageFacts {
  const meta = document.querySelector<HTMLMetaElement>('meta[name="organisation"]')
  return {
    name: meta?.content ?? "",
    phone: meta?.dataset["phone"] ?? "",
    tel: meta?.dataset["tel"] ?? "",
  }
}
