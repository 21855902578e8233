import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import type { StackUser } from "./stack";

const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    headless: true,
    args: flags,
  });
}

/** What a page must not do: break the content policy, throw, or log an error. Gathered as it happens. */
export function watch(page: Page): string[] {
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(`thrown: ${error.message}`));
  page.on("console", (message) => {
    // A refused sign-in or a call that answers 4xx is logged by the browser itself; the page shows it to its reader.
    if (message.type() === "error" && !message.text().startsWith("Failed to load resource")) {
      faults.push(`console: ${message.text()}`);
    }
  });
  return faults;
}

export async function signIn(page: Page, url: string, user: StackUser, path = "/"): Promise<void> {
  await page.goto(`${url}${path}`);
  await page.getByLabel("User name").fill(user.username);
  await page.getByRole("textbox", { name: "Password" }).fill(user.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((address) => !address.pathname.startsWith("/sign-in"));
}

export type Scheme = "light" | "dark";

type State = Awaited<ReturnType<BrowserContext["storageState"]>>;

export function contextFor(
  browser: Browser,
  width: number,
  height: number,
  colorScheme: Scheme,
  storageState?: State,
): Promise<BrowserContext> {
  return browser.newContext({
    viewport: { width, height },
    storageState,
    colorScheme,
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    reducedMotion: "reduce",
  });
}
