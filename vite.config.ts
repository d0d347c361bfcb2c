import vue from "@vitejs/plugin-vue"
import { defineConfig } from "vite"

const server = "http://localhost:3000"

export default defineConfig({
  root: "client",
  publicDir: "../public",
  envDir: false,
  plugins: [vue({ features: { optionsAPI: false } })],
  build: {
    outDir: "../dist/client",
    emptyOutDir: true,
    // iPadOS 16.4 is the oldest tablet that families still use; the others are last year's browsers or newer.
    target: ["ios16.4", "safari16.4", "chrome120", "edge120", "firefox121"],
    // The content security policy allows no inline script, style or data: address.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: true,
    reportCompressedSize: false,
  },
  server: {
    port: 5173,
    strictPort: true,
    proxy: { "/api": server, "/postvak": server },
  },
})
