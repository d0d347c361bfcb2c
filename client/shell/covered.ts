import { ref } from "vue"

/** As long as it is not known who is reading now, no page is shown. */
export const isStartingOver = ref(false)
