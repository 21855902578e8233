import { mkdirSync } from "node:fs";
import type { Page } from "playwright-core";
import { contextFor, launch, signIn, watch } from "./browser";
import { drawByKeyboard } from "./drawByKeyboard";
import { drawByMouse } from "./drawByMouse";
import { check, type Definition, demoDefinition, sameProcess } from "./drawing";
import { call, readStack, root, userOf } from "./stack";
import { tryTheRule } from "./trying";

/**
 * Draws the demo's process on an empty canvas, once by mouse and once by keyboard alone, publishes it and runs it, against a
 * running stack. What was drawn must be what the demo's own file says. It waits for what it expects to see and for nothing else.
 */

const TENANT = "acme-air";
const NOTE = "Drawn by hand";
const PUBLISHING = 180_000;
const RUNNING = 900_000;

const stack = readStack();
const author = userOf(stack, TENANT, "author");
const wanted = demoDefinition();
const runs = process.argv.includes("--no-run") === false;

async function create(page: Page, name: string): Promise<string> {
  await page.getByRole("button", { name: "New process" }).click();
  await page.getByRole("dialog").getByLabel("Name", { exact: true }).fill(name);
  await page.getByRole("dialog").getByRole("button", { name: "Create" }).click();
  await page.waitForURL("**/edit");
  await page.locator("[data-canvas]").waitFor();
  return new URL(page.url()).pathname.split("/").at(-2) ?? "";
}

async function createByKeyboard(page: Page, name: string): Promise<string> {
  await page.getByRole("button", { name: "New process" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").getByLabel("Name", { exact: true }).waitFor();
  await page.keyboard.type(name);
  await page.keyboard.press("Enter");
  await page.waitForURL("**/edit");
  await page.locator("[data-canvas]").waitFor();
  return new URL(page.url()).pathname.split("/").at(-2) ?? "";
}

async function saved(page: Page): Promise<void> {
  await page.locator("[data-testid=save-state][data-state=saved]").waitFor();
}

async function compare(key: string): Promise<void> {
  const { definition, problems } = (await call(stack, author, `/tenants/${TENANT}/processes/${key}/draft`)) as {
    definition: Definition;
    problems: unknown[];
  };
  check(problems.length === 0, `The draft has problems: ${JSON.stringify(problems)}`);
  sameProcess(definition, wanted);
}

/** Publishes and runs; with the keyboard, every press is a key's. */
async function publishAndRun(page: Page, key: string, isKeyboard: boolean): Promise<void> {
  const press = async (id: string) => {
    const button = page.getByTestId(id);
    if (isKeyboard) {
      await button.focus();
      await page.keyboard.press("Enter");
    } else {
      await button.click();
    }
  };
  await press("publish");
  await page.getByLabel("What has changed?").and(page.locator(":focus")).waitFor();
  await page.keyboard.type(NOTE);
  await (isKeyboard ? page.keyboard.press("Enter") : press("publish-now"));
  await page.getByTestId("step-RENDERED").waitFor();
  // What shows the steps goes by itself when the last is done.
  await page.getByTestId("said").getByText("new runs start on it").waitFor({ timeout: PUBLISHING });
  await page.getByTestId("step-LIVE").waitFor({ state: "detached" });
  const { items } = (await call(stack, author, `/tenants/${TENANT}/processes/${key}/versions`)) as {
    items: { note: string }[];
  };
  check(items[0]?.note === NOTE, `The version has another note: ${JSON.stringify(items[0])}`);
  await press("run");
  await page.getByRole("dialog").getByLabel("Business date").fill("2013-12-31");
  await page.keyboard.press("Enter");
  await page.waitForURL(/[?&]run=/);
  await page
    .locator("[data-testid=run-bar]:is([data-state=SUCCEEDED], [data-state=FAILED], [data-state=STOPPED])")
    .waitFor({
      timeout: RUNNING,
    });
  for (const { key } of wanted.components) {
    await page.locator(`[data-testid=component-${key}][data-state=SUCCEEDED]`).waitFor();
  }
}

async function draw(name: string, isKeyboard: boolean): Promise<void> {
  const context = await contextFor(browser, 1440, 900, "light");
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const faults = watch(page);
  try {
    await signIn(page, stack.url, author, `/t/${TENANT}/processes`);
    const key = await (isKeyboard ? createByKeyboard(page, name) : create(page, name));
    await (isKeyboard ? drawByKeyboard(page, wanted) : drawByMouse(page, wanted));
    await saved(page);
    await compare(key);
    console.log(`✓ ${name}: drawn as ${key}, the same as the demo's own file`);
    await tryTheRule(page, "delays_by_carrier", isKeyboard);
    console.log(`✓ ${name}: its rule was tried on a sample before anything was published`);
    if (runs) {
      await publishAndRun(page, key, isKeyboard);
      console.log(`✓ ${name}: published, and every component turned green`);
    }
    check(faults.length === 0, `The page had faults:\n${faults.join("\n")}`);
  } catch (error) {
    mkdirSync(`${root}.headgate/`, { recursive: true });
    await page.screenshot({ path: `${root}.headgate/draw.e2e.png` });
    throw error;
  } finally {
    await context.close();
  }
}

const browser = await launch();
const mark = Date.now().toString(36);
try {
  if (!process.argv.includes("--keyboard")) {
    await draw(`By mouse ${mark}`, false);
  }
  await draw(`By keyboard ${mark}`, true);
  console.log(`${process.argv.includes("--keyboard") ? 1 : 2} passed, 0 failed`);
} catch (error) {
  console.error(error instanceof Error ? error.stack : error);
  console.error("picture: .headgate/draw.e2e.png");
  process.exitCode = 1;
} finally {
  await browser.close();
}
