/** `0344 00 12 30` → `0344001230`, for a tel: link. */
export const telOf = (phone: string): string => phone.replace(/[^\d+]/g, "")
