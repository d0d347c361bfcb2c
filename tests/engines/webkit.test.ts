import { tellTo } from "./tell.ts"
import { startWebKit } from "./webkit.ts"

tellTo("WebKitGTK", startWebKit)
