// What the device itself asks for, as it changes.
import { onScopeDispose, ref, type Ref } from "vue"

export function useDevice() {
  return {
    isDark: useQuery("(prefers-color-scheme: dark)"),
    wantsContrast: useQuery("(prefers-contrast: more)"),
    picksColours: useQuery("(forced-colors: active)"),
  }
}

function useQuery(query: string): Ref<boolean> {
  const list = window.matchMedia(query)
  const matches = ref(list.matches)
  const follow = () => (matches.value = list.matches)
  list.addEventListener("change", follow)
  onScopeDispose(() => list.removeEventListener("change", follow))
  return matches
}
