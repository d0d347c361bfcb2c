// Android's Chrome can hand over the code of the SMS that names this site. It fills the field, never sends it.

type OtpCredential = Credential & { code: string }

export function listenForSmsCode(fill: (code: string) => void): () => void {
  if (!("OTPCredential" in window)) return () => {}
  const stop = new AbortController()
  const request = { otp: { transport: ["sms"] }, signal: stop.signal } as CredentialRequestOptions
  navigator.credentials.get(request).then(
    (credential) => credential && fill((credential as OtpCredential).code),
    () => {}, // The reader typed it, or left the page.
  )
  return () => stop.abort()
}
