import { startFirefox } from "./firefox.ts"
import { tellTo } from "./tell.ts"

tellTo("Firefox", startFirefox)
