import { defineConfig } from "@playwright/test"
import { chromiumPath } from "./scripts/debian-paths.mjs"

export default defineConfig({
  testDir: "tests/browser",
  outputDir: "test-results",
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  reporter: [["list"]],
  use: {
    locale: "nl-NL",
    timezoneId: "Europe/Amsterdam",
    trace: "retain-on-failure",
    launchOptions: {
      executablePath: chromiumPath(),
      args: ["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking"],
    },
  },
  projects: [
    { name: "browser", testMatch: "**/*.test.ts" },
    { name: "shots", testMatch: "**/*shots.ts" },
  ],
})
