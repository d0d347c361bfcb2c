// WebKitGTK by its own driver, on a screen that nobody sees. The nearest to Safari on an iPad, and no proof of it.
import { createServer, type AddressInfo } from "node:net"
import { Builder, Capabilities, type Driver, type Found } from "selenium-webdriver"
import { miniBrowserPath, webKitDriverPath, xvfbPath } from "../../scripts/debian-paths.mjs"
import { tablet, type Engine, type Window } from "./engine.ts"
import { keep, ownFolder, until, type Kept } from "./keeper.ts"
import { watchPage } from "./watch-page.ts"

const withoutScreenOrSandbox = {
  WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1",
  LIBGL_ALWAYS_SOFTWARE: "1",
  GDK_BACKEND: "x11",
  NO_AT_BRIDGE: "1",
}

export async function startWebKit(): Promise<Engine> {
  const kept: Kept[] = []
  const close = async () => void (await Promise.all(kept.map((program) => program.end())))
  try {
    const screen = keep(
      xvfbPath(),
      ["-displayfd", "1", "-screen", "0", "1280x1024x24", "-nolisten", "tcp"],
      ownFolder(),
    )
    kept.push(screen)
    const display = await screen.says(/^(\d+)$/m)
    const port = await freePort()
    const env = { ...withoutScreenOrSandbox, DISPLAY: `:${display}` }
    kept.push(keep(webKitDriverPath(), [`--port=${port}`, "--host=127.0.0.1"], ownFolder(), env))
    const server = `http://127.0.0.1:${port}`
    await until(
      () => "WebKitWebDriver answers",
      () => isUp(`${server}/status`),
    )
    return { openWindow: async () => webKitWindow(await startSession(server)), close }
  } catch (error) {
    await close()
    throw error
  }
}

/** Each session has storage of its own, that goes with it. */
async function startSession(server: string): Promise<Driver> {
  const capabilities = new Capabilities({
    browserName: "MiniBrowser",
    "webkitgtk:browserOptions": { binary: miniBrowserPath(), args: ["--automation"] },
  })
  const driver = await new Builder().usingServer(server).withCapabilities(capabilities).build()
  await driver.manage().setTimeouts({ script: 60_000, pageLoad: 30_000 })
  await driver
    .manage()
    .window()
    .setRect({ x: 0, y: 0, ...tablet })
  return driver
}

function webKitWindow(driver: Driver): Window {
  const problems = new Set<string>()
  const run = async <Result>(act: unknown, args: unknown[]): Promise<Result> => {
    const script = `return (${String(act)}).apply(null, arguments)`
    return driver.executeScript<Result>(script, ...args)
  }
  /** The driver tells of no errors, so the page itself is asked, each time that something is asked of it. */
  const listen = async () => {
    for (const problem of await run<string[]>(watchPage, [])) problems.add(problem)
  }
  const listening = async <Result>(act: unknown, args: unknown[]) => {
    await listen()
    return run<Result>(act, args)
  }
  return {
    async open(address) {
      await driver.get(address)
      await listen()
    },
    async reload() {
      await listen()
      await driver.navigate().refresh()
      await listen()
    },
    address: () => driver.getCurrentUrl(),
    evaluate: (act, ...args) => listening(act, args),
    async element(find, ...args) {
      const found = await listening<Found | null>(find, args)
      if (!found) return null
      return {
        click: () => found.click(),
        async fill(text) {
          await found.clear()
          await found.sendKeys(text)
        },
      }
    },
    screenshot: async () => Buffer.from(await driver.takeScreenshot(), "base64"),
    async problems() {
      await listen()
      return [...problems]
    },
    close: () => driver.quit(),
  }
}

const isUp = (address: string) =>
  fetch(address).then(
    (answer) => (answer.ok ? true : undefined),
    () => undefined,
  )

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().on("error", reject)
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => resolve(port))
    })
  })
}
