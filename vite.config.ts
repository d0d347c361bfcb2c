import vue from "@vitejs/plugin-vue"
import { createHash } from "node:crypto"
import { readFile } from "node:fs/promises"
import { join, resolve } from "node:path"
import { defineConfig, type Plugin } from "vite"
import { VitePWA } from "vite-plugin-pwa"

const server = "http://localhost:3000"

// iPadOS 16.4 is the oldest tablet that families still use; the others are last year's browsers or newer.
const target = ["ios16.4", "safari16.4", "chrome120", "edge120", "firefox121"]

let outFolder = ""
const rememberOutFolder: Plugin = {
  name: "remember-out-folder",
  configResolved: ({ root, build }) => void (outFolder = resolve(root, build.outDir)),
}

/** With its hash in the worker's list, a file that anyone changed on its way is never kept. */
async function withIntegrity<Entry extends { url: string }>(entry: Entry) {
  const content = await readFile(join(outFolder, entry.url))
  return { ...entry, integrity: `sha256-${createHash("sha256").update(content).digest("base64")}` }
}

export default defineConfig({
  root: "client",
  publicDir: "../public",
  envDir: false,
  plugins: [
    vue({ features: { optionsAPI: false } }),
    rememberOutFolder,
    VitePWA({
      strategies: "injectManifest",
      srcDir: ".",
      filename: "service-worker.ts",
      // The manifest is public/manifest.webmanifest; client/pwa registers the worker, under Trusted Types.
      manifest: false,
      injectRegister: null,
      integration: {
        beforeBuildServiceWorker(options) {
          options.swDest = options.injectManifest.swDest = join(outFolder, "sw.js")
        },
        configureCustomSWViteBuild(config) {
          config.logLevel = "warn"
          // The plugin still asks for one file by the name that older versions of Vite had for it.
          Object.assign(config.build?.rollupOptions ?? {}, {
            output: { entryFileNames: "sw.mjs", codeSplitting: false },
          })
        },
      },
      injectManifest: {
        globPatterns: [
          "assets/*.{js,css}",
          "assets/{atkinson,noto-sans-latin-wght}*.woff2",
          "{weergave.js,icon.svg}",
        ],
        // Large, or of staff, and of use only while online.
        globIgnores: ["assets/zxcvbn-*.js", "assets/admin-*"],
        dontCacheBustURLsMatching: /^assets\//,
        manifestTransforms: [
          async (entries) => ({ manifest: await Promise.all(entries.map(withIntegrity)), warnings: [] }),
        ],
        target,
      },
    }),
  ],
  build: {
    outDir: "../dist/client",
    emptyOutDir: true,
    target,
    // The content security policy allows no inline script, style or data: address.
    assetsInlineLimit: 0,
    // All of the reader's styles are 8 kB (those of Beheer are asked for by client/admin.ts): one file is less to ask for, and less for the service worker to list, than one a page.
    cssCodeSplit: false,
    modulePreload: { polyfill: false },
    manifest: true,
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        // zxcvbn has a name to know it by: the service worker leaves it out. The kit in one file, care text in one,
        // and the words of Mijn account, save a list of small ones.
        codeSplitting: {
          groups: [
            { name: "kit", test: /\/client\/kit\//, minShareCount: 2 },
            { name: "account-words", test: /\/client\/account\/[a-z-]*words\.ts$/, minShareCount: 2 },
            {
              name: "care-text",
              test: /\/(client\/dossier\/(CareText|ChangedLine|MarkedText|UnknownWord|mark-text)|contract\/find-words)\./,
            },
            { name: "zxcvbn", test: /node_modules\/@zxcvbn-ts\// },
          ],
        },
      },
    },
  },
  server: {
    port: 5173,
    strictPort: true,
    proxy: { "/api": server, "/postvak": server },
  },
})
