// Android's Chrome can hand over the code of the SMS that names this site. It fills the field, never sends it.

type OtpCredential = Credential & { code: string }

/** One SMS is one question: `listen` again after each code that is asked. */
export function listenForSmsCode(fill: (code: string) => void) {
  let asked = new AbortController()
  const stop = () => asked.abort()

  function listen() {
    if (!("OTPCredential" in window)) return
    stop()
    asked = new AbortController()
    const request = { otp: { transport: ["sms"] }, signal: asked.signal } as CredentialRequestOptions
    navigator.credentials.get(request).then(
      (credential) => credential && fill((credential as OtpCredential).code),
      () => {}, // The reader typed it, or left the page.
    )
  }

  return { listen, stop }
}
