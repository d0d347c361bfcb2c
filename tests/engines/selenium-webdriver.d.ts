// The package brings no types; this is the part that we use.
declare module "selenium-webdriver" {
  export type Found = {
    click(): Promise<void>
    clear(): Promise<void>
    sendKeys(text: string): Promise<void>
  }
  export type Driver = {
    get(address: string): Promise<void>
    getCurrentUrl(): Promise<string>
    navigate(): { refresh(): Promise<void> }
    executeScript<Result>(script: string, ...args: unknown[]): Promise<Result>
    takeScreenshot(): Promise<string>
    manage(): {
      setTimeouts(milliseconds: { script: number; pageLoad: number }): Promise<void>
      window(): { setRect(rect: { x: number; y: number; width: number; height: number }): Promise<unknown> }
    }
    quit(): Promise<void>
  }
  export class Capabilities {
    constructor(wanted: Record<string, unknown>)
  }
  export class Builder {
    usingServer(address: string): this
    withCapabilities(capabilities: Capabilities): this
    build(): Promise<Driver>
  }
}
