import { mkdirSync } from "node:fs";
import type { Page } from "playwright-core";
import { contextFor, launch, signIn, watch } from "./browser";
import { check } from "./drawing";
import { call, readStack, root, userOf } from "./stack";

/**
 * What a data engineer does over months, in a real browser: a schedule set and paused, a start after another process, a failed run
 * understood, its alert acknowledged, marked and repeated from what failed, many runs repeated at once, a backfill held and ended, and the
 * history downloaded.
 */

const TENANT = "borealis";
const MODEL = "fleet-age";
const WORKING = 240_000;
const stack = readStack();
const engineer = userOf(stack, TENANT, "engineer");
const key = `operated-${Date.now().toString(36)}`;
const name = `Operated ${key}`;
const base = `/tenants/${TENANT}`;

interface Drawn {
  key: string;
  type: string;
}

/** The demo's own source, a check that cannot pass, and a rule after it. */
async function definition(): Promise<object> {
  const { definition: model } = (await call(stack, engineer, `${base}/processes/${MODEL}/draft`)) as {
    definition: { components: Drawn[] };
  };
  const source = model.components.find(({ type }) => type === "ingest-files");
  check(source !== undefined, `${MODEL} reads no files`);
  const rules = [{ name: "Many rows", type: "row-count", min: 1_000_000_000, severity: "error" }];
  return {
    schemaVersion: 1,
    key,
    name,
    components: [
      { ...source, key: "ingest", label: "Ingest" },
      { key: "check", type: "quality-check", version: 1, label: "Check", settings: { rules } },
      {
        key: "rule",
        type: "sql-rule",
        version: 1,
        label: "Rule",
        settings: { sql: "SELECT count(*) AS n FROM check" },
      },
    ],
    edges: [
      { from: "ingest", to: "check" },
      { from: "check", to: "rule" },
    ],
    layout: { components: { ingest: { x: 0, y: 0 }, check: { x: 288, y: 0 }, rule: { x: 576, y: 0 } } },
  };
}

async function until(what: string, look: () => Promise<boolean>): Promise<void> {
  for (const since = Date.now(); Date.now() - since < WORKING; ) {
    if (await look()) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error(`In vain: ${what}`);
}

async function live(): Promise<void> {
  await until(`${key} is live`, async () => {
    const [newest] = (await call(stack, engineer, `${base}/processes/${key}/publications`)) as { state: string }[];
    return newest?.state === "LIVE";
  });
}

const region = (page: Page, title: string) => page.getByRole("region", { name: title, exact: true });

async function schedules(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Set a schedule" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("How often").selectOption({ label: "Monday to Friday" });
  await dialog.getByText("Next 10 dates").waitFor();
  check((await dialog.locator("table tbody tr").count()) === 10, "It does not show ten dates.");
  await dialog.getByRole("button", { name: "Save schedule" }).click();
  await dialog.waitFor({ state: "detached" });
  await region(page, "Schedule").getByText("Active").waitFor();
  await region(page, "Schedule").getByRole("button", { name: "Pause" }).click();
  await region(page, "Schedule").getByText("No dates come due while it is paused.").waitFor();
  console.log("✓ sets a schedule, sees its dates, pauses it");
}

async function triggers(page: Page): Promise<void> {
  const card = region(page, "Starts after others");
  await card.getByRole("button", { name: "Start after another process…" }).click();
  await card.getByRole("combobox", { name: "Process" }).fill(MODEL);
  await page.getByRole("option", { name: `(${MODEL})` }).click();
  await card.getByRole("button", { name: "Start after it" }).click();
  await card.getByText("after each success").waitFor();
  await card.getByRole("button", { name: /^Stop starting after/ }).click();
  await card.getByText("It starts after no other process.").waitFor();
  console.log("✓ lets it start after another process, and takes that back");
}

/** Returns the id of the run that failed. */
async function understands(page: Page): Promise<string> {
  await page.getByRole("button", { name: "Run", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Start run" }).click();
  await page.waitForURL(/\/runs\/r/);
  const failed = page.url().replace(/.*\/runs\/([^/?]+).*/, "$1");
  await page.getByTestId("component-check").and(page.locator('[data-state="FAILED"]')).waitFor({ timeout: WORKING });
  await page.getByTestId("component-check").click();
  await page.getByText("Many rows").first().waitFor();
  await page.getByRole("button", { name: "Run again", exact: true }).waitFor();
  await page.keyboard.press("Escape");
  console.log("✓ sees which component failed, and why");
  return failed;
}

async function repeats(page: Page, failed: string): Promise<void> {
  await page.goto(`${stack.url}/t/${TENANT}/runs/${failed}`);
  await page.getByTestId("component-check").click();
  await page.getByRole("button", { name: "Go on without it…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(/^Reason/).fill("The supplier sends few rows this month.");
  await dialog.getByRole("button", { name: "Save" }).click();
  await page.getByText("A repetition leaves it out").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Run again", exact: true }).click();
  await dialog.getByText("What did not succeed").waitFor();
  await dialog.getByRole("button", { name: "Run again" }).click();
  await dialog.waitFor({ state: "detached" });
  await page.getByText("Repeats a part of").waitFor();
  await page
    .getByTestId("component-ingest")
    .and(page.locator('[data-state="SUCCEEDED"]'))
    .waitFor({ timeout: WORKING });
  await page.getByTestId("component-check").and(page.locator('[data-state="PASSED"]')).waitFor({ timeout: WORKING });
  await page.getByTestId("component-rule").and(page.locator('[data-state="SUCCEEDED"]')).waitFor({ timeout: WORKING });
  console.log("✓ goes on without the check and repeats what failed, with the first result reused");
}

async function acknowledges(page: Page): Promise<void> {
  await page.getByRole("link", { name: /^Alerts/ }).click();
  const alert = page.getByRole("article").filter({ hasText: name });
  await alert.waitFor();
  await alert.getByRole("button", { name: "Acknowledge" }).click();
  await page.getByText(`acknowledged by ${engineer.username}`).first().waitFor();
  console.log("✓ finds the alert, and acknowledges it");
}

/** Starts a run and stops it before anything has come of it. */
async function stopsOne(): Promise<string> {
  const begun = (await call(stack, engineer, `${base}/processes/${key}/runs`, { method: "POST", body: "{}" })) as {
    id: string;
  };
  const run = `${base}/runs/${begun.id}`;
  await call(stack, engineer, `${run}/stop`, { method: "POST", body: "{}" });
  await until(`${begun.id} is stopped`, async () => {
    const { state } = (await call(stack, engineer, run)) as { state: string };
    return state === "STOPPED";
  });
  return begun.id;
}

/** Of a run that succeeded, one that was repeated already and one that was stopped, only the last is meant. */
async function repeatsMany(page: Page): Promise<void> {
  const stopped = await stopsOne();
  await page.goto(`${stack.url}/t/${TENANT}/runs?process=${key}`);
  await page.getByRole("checkbox", { name: "Choose all runs that are shown" }).check();
  await page.getByRole("button", { name: "Run again…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("1 of 3 can be").waitFor();
  await dialog.getByText("Also the one that has been repeated already").waitFor();
  await dialog.getByRole("button", { name: "Run again" }).click();
  await page.getByText("1 run is repeated").waitFor();
  await page.goto(`${stack.url}/t/${TENANT}/runs/${stopped}`);
  await page.getByText("Repeated by").waitFor();
  console.log("✓ repeats the runs that are chosen, as far as they can be");
}

async function fillsUp(page: Page): Promise<void> {
  await page.goto(`${stack.url}/t/${TENANT}/processes/${key}`);
  await page.getByRole("button", { name: "Backfill…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Preview" }).click();
  await dialog.getByText("7 runs", { exact: true }).waitFor();
  await dialog.getByRole("button", { name: "Begin 7 runs" }).click();
  await dialog.waitFor({ state: "detached" });
  const card = region(page, "Backfills");
  await card.getByRole("button", { name: "Pause" }).click();
  await card.getByText("Paused").waitFor();
  await card.getByRole("button", { name: "Cancel…" }).click();
  await page.getByText("Stop runs under way too").click();
  await card.getByText("Cancelled").waitFor();
  console.log("✓ previews a backfill, begins it, holds it and ends it");
}

async function looksBack(page: Page): Promise<void> {
  await page.getByRole("link", { name: "History" }).click();
  await page.getByRole("grid").or(page.getByRole("table")).first().waitFor();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByText("Download as CSV").click()]);
  check(download.suggestedFilename().endsWith(".csv"), `The history comes as ${download.suggestedFilename()}.`);
  console.log("✓ looks at the history, and downloads it");
}

await call(stack, engineer, `${base}/processes`, { method: "POST", body: JSON.stringify(await definition()) });
await call(stack, engineer, `${base}/processes/${key}/publications`, { method: "POST", body: "{}" });
const browser = await launch();
const page = await (await contextFor(browser, 1440, 900, "light")).newPage();
const faults = watch(page);
try {
  page.setDefaultTimeout(60_000);
  await signIn(page, stack.url, engineer, `/t/${TENANT}/processes/${key}`);
  await schedules(page);
  await triggers(page);
  await live();
  const failed = await understands(page);
  await acknowledges(page);
  await repeats(page, failed);
  await repeatsMany(page);
  await fillsUp(page);
  await looksBack(page);
  check(faults.length === 0, faults.join("\n"));
  console.log("8 passed, 0 failed");
} catch (error) {
  mkdirSync(`${root}.headgate/`, { recursive: true });
  await page.screenshot({ path: `${root}.headgate/operations.e2e.png` });
  console.error(error instanceof Error ? error.stack : error);
  console.error("picture: .headgate/operations.e2e.png");
  process.exitCode = 1;
} finally {
  await browser.close();
}
