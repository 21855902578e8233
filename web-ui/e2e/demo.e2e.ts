import { mkdirSync } from "node:fs";
import type { Page } from "playwright-core";
import { contextFor, launch, signIn, watch } from "./browser";
import { call, readStack, root, userOf } from "./stack";

/**
 * The main path in a real browser against a running stack: sign in, publish, run, watch every component turn green on the graph,
 * read the row counts. It waits for what it expects to see and for nothing else.
 */

const TENANT = "acme-air";
const PROCESS = "flight-delays";
const PUBLISHING = 180_000;
const RUNNING = 600_000;

interface Definition {
  components: { key: string }[];
  edges: { from: string; to: string }[];
}

function check(isTrue: boolean, otherwise: string): void {
  if (!isTrue) {
    throw new Error(otherwise);
  }
}

async function openProcess(page: Page): Promise<void> {
  await page.getByRole("search").getByLabel("Search name, key, tag, owner").fill(PROCESS);
  await page.waitForURL(/[?&]q=/);
  await page
    .getByRole("row", { name: new RegExp(PROCESS) })
    .getByRole("link")
    .first()
    .click();
  await page.waitForURL(`**/t/${TENANT}/processes/${PROCESS}`);
}

async function publish(page: Page): Promise<void> {
  const answered = page.waitForResponse(
    (answer) => answer.request().method() === "POST" && answer.url().endsWith("/publications"),
  );
  await page.getByRole("button", { name: /^Publish/ }).click();
  const answer = await answered;
  check(answer.status() === 202, `Publishing answered ${answer.status()}: ${await answer.text()}`);
  for (const step of ["RENDERED", "UPLOADED", "READY", "LIVE"]) {
    await page.locator(`[data-testid=step-${step}][data-phase=done]`).waitFor({ timeout: PUBLISHING });
  }
}

async function startRun(page: Page): Promise<string> {
  await page.getByRole("button", { name: "Run", exact: true }).click();
  await page.getByLabel("Business date").fill("2013-12-31");
  await page.getByRole("button", { name: "Start run" }).click();
  await page.waitForURL(`**/t/${TENANT}/runs/*`);
  return new URL(page.url()).pathname.split("/").at(-1) ?? "";
}

async function watchComponents(page: Page, definition: Definition): Promise<void> {
  const ended = "[data-state=FAILED], [data-state=SKIPPED], [data-state=STOPPED]";
  await Promise.all(
    definition.components.map(async ({ key }) => {
      const card = `[data-testid=component-${key}]`;
      const over = page.locator(`${card}:is([data-state=SUCCEEDED], ${ended})`);
      await over.waitFor({ timeout: RUNNING });
      const state = await over.getAttribute("data-state");
      check(state === "SUCCEEDED", `${key} ended ${state}`);
      const word = await over.innerText();
      check(word.includes("Succeeded"), `${key} is told by colour alone: ${word}`);
    }),
  );
  await page
    .getByRole("banner")
    .or(page.locator("header"))
    .getByText("Succeeded")
    .first()
    .waitFor({ timeout: RUNNING });
}

/** The rows that the graph shows on each edge are those that the api has. */
async function compareRows(page: Page, definition: Definition, run: string): Promise<void> {
  const author = userOf(stack, TENANT, "author");
  const told = (await call(stack, author, `/tenants/${TENANT}/runs/${run}`)) as {
    components: { key: string; result: { rows: { out: number } } }[];
  };
  const out = new Map(told.components.map((component) => [component.key, component.result.rows.out]));
  for (const { from, to } of definition.edges) {
    const rows = page.getByTestId(`rows-${from}-${to}`);
    await rows.waitFor();
    const expected = out.get(from);
    check((await rows.getAttribute("data-rows")) === String(expected), `${from} → ${to}: not ${expected} rows`);
    check(
      (await rows.innerText()).includes(new Intl.NumberFormat("en").format(expected ?? -1)),
      `${from} → ${to}: text`,
    );
    console.log(`  ${from} → ${to}: ${await rows.innerText()}`);
  }
}

/** A component on the graph opens what it left behind, with the mouse. */
async function openFromGraph(page: Page, definition: Definition): Promise<void> {
  const key = definition.components[0]?.key;
  await page.getByTestId(`component-${key}`).click();
  await page.waitForURL(`**component=${key}*`);
  await page.getByRole("dialog").getByRole("tab", { name: "Result" }).waitFor();
  console.log(`✓ opened ${key} from the graph`);
}

/** The run is a column of the history, with a cell for each component; the keyboard goes from the run to a cell and opens it. */
async function findInHistory(page: Page, definition: Definition, run: string): Promise<void> {
  await page.goto(`${stack.url}/t/${TENANT}/processes/${PROCESS}/history`);
  const grid = page.getByTestId("history-grid");
  const cells = grid.locator(`[role=gridcell][data-run="${run}"][data-tone=ok]`);
  await cells.nth(definition.components.length - 1).waitFor();
  await grid.locator(`[role=columnheader][data-run="${run}"]`).focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.waitForURL(new RegExp(`/runs/${run}\\?component=${definition.components[0]?.key}`));
  console.log("✓ found the run in the history, component by component");
}

const stack = readStack();
const user = userOf(stack, TENANT, "author");
const { definition } = (await call(stack, user, `/tenants/${TENANT}/processes/${PROCESS}/draft`)) as {
  definition: Definition;
};
const browser = await launch();
const context = await contextFor(browser, 1440, 900, "light");
const page = await context.newPage();
page.setDefaultTimeout(30_000);
const faults = watch(page);
try {
  await signIn(page, stack.url, user, `/t/${TENANT}/processes`);
  console.log(`✓ signed in as ${user.username}`);
  await openProcess(page);
  await page.getByTestId(`component-${definition.components[0]?.key}`).waitFor();
  console.log(`✓ opened ${PROCESS}`);
  await publish(page);
  console.log("✓ published: Rendered, Uploaded, Ready, Live");
  const run = await startRun(page);
  console.log(`✓ started run ${run}`);
  await watchComponents(page, definition);
  console.log(`✓ ${definition.components.length} components turned green`);
  await compareRows(page, definition, run);
  await openFromGraph(page, definition);
  await findInHistory(page, definition, run);
  check(faults.length === 0, `The page had faults:\n${faults.join("\n")}`);
  console.log("1 passed, 0 failed");
} catch (error) {
  mkdirSync(`${root}.headgate/`, { recursive: true });
  const picture = `${root}.headgate/demo.e2e.png`;
  await page.screenshot({ path: picture, fullPage: true });
  console.error(`${error instanceof Error ? error.stack : error}\nat ${page.url()}; picture: .headgate/demo.e2e.png`);
  console.error(faults.join("\n"));
  console.log("0 passed, 1 failed");
  process.exitCode = 1;
} finally {
  await browser.close();
}
