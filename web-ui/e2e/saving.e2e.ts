import { mkdirSync } from "node:fs";
import type { Page } from "playwright-core";
import { contextFor, launch, signIn } from "./browser";
import { check } from "./drawing";
import { call, readStack, root, userOf } from "./stack";

/** What becomes of unsaved work in a real browser: without the network, in a tab that is gone, in a conflict, and when a session ends. */

const TENANT = "acme-air";
const stack = readStack();
const author = userOf(stack, TENANT, "author");
const key = `saving-${Date.now().toString(36)}`;
const base = `/tenants/${TENANT}/processes`;

interface Draft {
  definition: { name: string; components: { label: string }[] };
}

async function draft(): Promise<Draft> {
  return (await call(stack, author, `${base}/${key}/draft`)) as Draft;
}

async function state(page: Page, wanted: string): Promise<void> {
  await page.locator(`[data-testid=save-state][data-state="${wanted}"]`).waitFor();
}

async function add(page: Page, type: string): Promise<void> {
  await page.getByTestId(`palette-${type}`).click();
}

async function count(wanted: number, otherwise: string): Promise<void> {
  const { components } = (await draft()).definition;
  check(components.length === wanted, `${otherwise}: ${components.length} components, not ${wanted}`);
}

await call(stack, author, base, {
  method: "POST",
  body: JSON.stringify({ schemaVersion: 1, key, name: "Saving", components: [] }),
});
const browser = await launch();
const context = await contextFor(browser, 1440, 900, "light");
let page = await context.newPage();
try {
  page.setDefaultTimeout(30_000);
  await signIn(page, stack.url, author, `/t/${TENANT}/processes/${key}/edit`);
  await add(page, "ingest-files");
  await state(page, "saved");
  await count(1, "saving by itself");
  console.log("✓ saves by itself");

  // What the editor fetches ahead has come.
  await page.waitForFunction(() =>
    performance
      .getEntriesByType("resource")
      .some((entry) => /SqlEditor.*\.js/.test(entry.name) && (entry as PerformanceResourceTiming).responseEnd > 0),
  );
  await context.setOffline(true);
  await add(page, "sql-rule");
  await state(page, "offline");
  await context.setOffline(false);
  await state(page, "saved");
  await count(2, "back on the network");
  console.log("✓ saves when the network is back");

  await context.setOffline(true);
  await add(page, "quality-check");
  await state(page, "offline");
  await page.close();
  await context.setOffline(false);
  page = await context.newPage();
  await page.goto(`${stack.url}/t/${TENANT}/processes/${key}/edit`);
  await page.getByTestId("component-quality_check").waitFor();
  await state(page, "saved");
  await count(3, "after the tab was gone");
  console.log("✓ brings back what a closed tab could not save");

  const other = userOf(stack, TENANT, "engineer");
  const before = (await draft()).definition;
  await call(stack, other, `${base}/${key}/draft`, {
    method: "PUT",
    body: JSON.stringify({ ...before, name: "Renamed meanwhile" }),
  });
  const bar = page.getByTestId("changed-bar");
  await bar.getByText(`${other.username} has changed this process.`).waitFor();
  check((await page.getByRole("heading", { level: 1 }).innerText()) === "Saving", "It was changed unasked.");
  await bar.getByRole("button", { name: "Show the changes" }).click();
  await page.getByRole("heading", { level: 1, name: "Renamed meanwhile" }).waitFor();
  await bar.waitFor({ state: "detached" });
  await state(page, "saved");
  console.log("✓ tells who has saved meanwhile, and shows it when asked");

  const theirs = (await draft()).definition;
  await call(stack, author, `${base}/${key}/draft`, {
    method: "PUT",
    body: JSON.stringify({ ...theirs, name: "Changed by somebody else" }),
  });
  await add(page, "export-files");
  const dialog = page.getByRole("dialog", { name: "Somebody else has changed this process" });
  await dialog.getByText("Changed by somebody else").waitFor();
  check((await draft()).definition.name === "Changed by somebody else", "It was overwritten before anybody chose.");
  await dialog.getByRole("button", { name: "Keep mine" }).click();
  await state(page, "saved");
  await count(4, "after a conflict");
  console.log("✓ shows both sides of a conflict and keeps the chosen one");

  await context.clearCookies();
  await add(page, "ingest-files");
  const session = page.getByRole("dialog", { name: "Your session has ended" });
  await session.getByRole("textbox", { name: /^Password/ }).fill(author.password);
  await session.getByRole("button", { name: "Sign in", exact: true }).click();
  await session.waitFor({ state: "detached" });
  await state(page, "saved");
  await count(5, "after the session ended");
  console.log("✓ keeps the work of a session that has ended");
  console.log("6 passed, 0 failed");
} catch (error) {
  mkdirSync(`${root}.headgate/`, { recursive: true });
  await page.screenshot({ path: `${root}.headgate/saving.e2e.png` });
  console.error(error instanceof Error ? error.stack : error);
  console.error("picture: .headgate/saving.e2e.png");
  process.exitCode = 1;
} finally {
  await browser.close();
}
