import vue from "@vitejs/plugin-vue"
import { defineConfig } from "vitest/config"

export default defineConfig({
  plugins: [vue()],
  envDir: false,
  test: {
    environment: "node",
    // sqlite3 is a native module that is only safe in a process of its own.
    pool: "forks",
    // One process reads the program once for all its files; what it keeps in memory, a running server keeps too.
    isolate: false,
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    projects: [
      { extends: true, test: { name: "unit", include: ["tests/unit/**/*.test.ts"] } },
      { extends: true, test: { name: "api", include: ["tests/{api,db}/**/*.test.ts"] } },
      { extends: true, test: { name: "gateways", include: ["tests/gateways/*.test.ts"] } },
      { extends: true, test: { name: "engines", include: ["tests/engines/*.test.ts"], testTimeout: 60_000 } },
    ],
  },
})
