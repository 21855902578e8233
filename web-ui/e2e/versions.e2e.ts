import { mkdirSync } from "node:fs";
import type { Page } from "playwright-core";
import { contextFor, launch, signIn, watch } from "./browser";
import { check } from "./drawing";
import { call, readStack, root, userOf } from "./stack";

/**
 * The life of a process in a real browser: published twice, compared, restored, undone, rolled back; then copied, tagged, found by
 * its tag and archived in bulk. Every component is disabled, so that nothing runs on a cluster.
 */

const TENANT = "acme-air";
const PUBLISHING = 180_000;
const stack = readStack();
const author = userOf(stack, TENANT, "author");
const key = `life-${Date.now().toString(36)}`;
const base = `/tenants/${TENANT}/processes`;

function definition(query: string, more: boolean): object {
  const ingest = {
    key: "ingest",
    type: "ingest-files",
    version: 1,
    label: "Ingest",
    disabled: true,
    settings: {
      source: { location: "raw", path: "none.csv" },
      format: "csv",
      columns: [{ name: "id", type: "integer" }],
    },
  };
  const rule = { key: "rule", type: "sql-rule", version: 1, label: "Rule", disabled: true, settings: { sql: query } };
  const added = { ...rule, key: "added", label: "Added rule", settings: { sql: "SELECT id FROM rule" } };
  return {
    schemaVersion: 1,
    key,
    name: `Life of ${key}`,
    components: more ? [ingest, rule, added] : [ingest, rule],
    edges: [{ from: "ingest", to: "rule" }, ...(more ? [{ from: "rule", to: "added" }] : [])],
    layout: { components: { ingest: { x: 0, y: 0 }, rule: { x: 288, y: 0 }, added: { x: 576, y: 0 } } },
  };
}

async function live(version: number): Promise<void> {
  for (const since = Date.now(); Date.now() - since < PUBLISHING; ) {
    const [newest] = (await call(stack, author, `${base}/${key}/publications`)) as { state: string; version: number }[];
    if (newest?.state === "LIVE" && newest.version === version) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error(`Version ${version} did not become live.`);
}

async function publish(page: Page, note: string): Promise<void> {
  await page.getByRole("button", { name: /^More for/ }).click();
  await page.getByRole("menuitem", { name: "Publish with a note…" }).click();
  await page.getByLabel("What has changed?").fill(note);
  await page.getByRole("dialog").getByRole("button", { name: "Publish" }).click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
}

await call(stack, author, base, { method: "POST", body: JSON.stringify(definition("SELECT id\nFROM ingest", false)) });
const browser = await launch();
const page = await (await contextFor(browser, 1440, 900, "light")).newPage();
const faults = watch(page);
try {
  page.setDefaultTimeout(60_000);
  await signIn(page, stack.url, author, `/t/${TENANT}/processes/${key}`);
  await publish(page, "The first one");
  await live(1);
  await call(stack, author, `${base}/${key}/draft`, {
    method: "PUT",
    body: JSON.stringify(definition("SELECT id\nFROM ingest\nWHERE id > 1", true)),
  });
  await page.reload();
  await publish(page, "With another rule");
  await live(2);
  console.log("✓ publishes twice, with notes");

  await page.getByRole("link", { name: "Versions" }).click();
  const second = page.getByTestId("version-2");
  await second.getByText("With another rule").waitFor();
  await second.getByText("Live").waitFor();
  await second.getByRole("button", { name: "Version 2" }).click();
  await page.waitForURL(/from=1&to=2/);
  await page
    .locator('[data-testid="component-added"][data-mark="ADDED"]')
    .getByText("Added", { exact: true })
    .waitFor();
  await page.locator('[data-testid="component-rule"][data-mark="CHANGED"]').waitFor();
  await page.getByTestId("line-diff").getByText("WHERE").first().waitFor();
  console.log("✓ shows what differs, as a picture and line by line");

  await page.getByTestId("version-1").getByRole("button", { name: "Restore…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Restore" }).click();
  await page.getByText("Version 1 is the draft again").waitFor();
  await page.getByTestId("version-3").getByText("Restored from version 1").waitFor();
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByText(/The draft before is back/).waitFor();
  const draft = (await call(stack, author, `${base}/${key}/draft`)) as { definition: { components: unknown[] } };
  check(draft.definition.components.length === 3, "Undo did not bring the draft back.");
  console.log("✓ restores as a new version, and undoes it");

  await page.getByTestId("version-1").getByRole("button", { name: "Roll back…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Roll back" }).click();
  await page.getByText("Version 1 is on its way as publication 3.").waitFor();
  await live(1);
  await page.getByTestId("version-1").getByText("Live").waitFor();
  console.log("✓ rolls back");

  await page.goto(`${stack.url}/t/${TENANT}/processes/${key}`);
  await page.getByRole("button", { name: /^More for/ }).click();
  await page.getByRole("menuitem", { name: "Tags…" }).click();
  await page.getByRole("dialog").getByLabel("Tags", { exact: true }).fill(`Tag of ${key}`);
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").getByRole("button", { name: "Save tags" }).click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.getByRole("button", { name: /^More for/ }).click();
  await page.getByRole("menuitem", { name: "Duplicate…" }).click();
  await page.getByRole("dialog").getByLabel("Key").fill(`${key}-copy`);
  await page.getByRole("dialog").getByRole("button", { name: "Duplicate" }).click();
  await page.waitForURL(`**/${key}-copy`);
  await page.getByRole("button", { name: `tag-of-${key}` }).click();
  await page.waitForURL(/tag=/);
  await page.getByLabel("Select all on this page").check();
  await page.getByText("2 selected").waitFor();
  console.log("✓ tags, duplicates and finds by tag");

  await page.getByRole("button", { name: "Archive…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Archive" }).click();
  await page.getByText("2 processes archived").waitFor();
  await page.getByText("No process matches these filters").waitFor();
  await page.getByLabel("Publication").selectOption("only");
  await page.getByRole("link", { name: `Life of ${key}`, exact: true }).click();
  await page.getByText(/The process was archived by/).waitFor();
  console.log("✓ archives in bulk");
  check(faults.length === 0, faults.join("\n"));
  console.log("5 passed, 0 failed");
} catch (error) {
  mkdirSync(`${root}.headgate/`, { recursive: true });
  await page.screenshot({ path: `${root}.headgate/versions.e2e.png` });
  console.error(error instanceof Error ? error.stack : error);
  console.error("picture: .headgate/versions.e2e.png");
  process.exitCode = 1;
} finally {
  await browser.close();
}
