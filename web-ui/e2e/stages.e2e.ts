import { mkdirSync } from "node:fs";
import type { Page } from "playwright-core";
import { contextFor, launch, signIn, watch } from "./browser";
import { check } from "./drawing";
import { call, readStack, root, userOf } from "./stack";

/**
 * Stages in a real browser: a second one is added and protected, a promotion shows what is missing there, is asked for when all is
 * bound, and approved by somebody else; then its location is changed and removed. Every component is disabled, so that nothing runs on a cluster.
 */

const TENANT = "borealis";
const PUBLISHING = 180_000;
const stack = readStack();
const admin = userOf(stack, TENANT, "tenant-admin");
const author = userOf(stack, TENANT, "author");
const key = `staged-${Date.now().toString(36)}`;
const stage = `s-${Date.now().toString(36)}`;
const name = `Stage ${stage}`;
const base = `/tenants/${TENANT}`;

const definition = {
  schemaVersion: 1,
  key,
  name: `Staged ${key}`,
  components: [
    {
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
    },
  ],
  edges: [],
  layout: { components: { ingest: { x: 0, y: 0 } } },
};

async function live(where: string): Promise<void> {
  for (const since = Date.now(); Date.now() - since < PUBLISHING; ) {
    const path = `${base}/processes/${key}/publications?stage=${where}`;
    const [newest] = (await call(stack, author, path)) as { state: string }[];
    if (newest?.state === "LIVE") {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error(`Nothing became live on ${where}.`);
}

async function bind(): Promise<void> {
  const [account] = (await call(stack, admin, `${base}/accounts`)) as { id: string }[];
  const [raw] = (await call(stack, admin, `${base}/locations`)) as Record<string, string>[];
  await call(stack, admin, `${base}/locations`, {
    method: "POST",
    body: JSON.stringify({
      key: "raw",
      name: "Raw of the stage",
      bucket: raw?.bucket,
      prefix: "staged/raw/",
      access: "read",
      classification: "internal",
      stage,
    }),
  });
  await call(stack, admin, `${base}/stages/${stage}/compute`, {
    method: "PUT",
    body: JSON.stringify({ account: account?.id }),
  });
}

/** A name is made to mean another place, and forgotten; a location that a published process needs cannot be removed. */
async function locations(page: Page): Promise<void> {
  const dialog = page.getByRole("dialog");
  await page.goto(`${stack.url}/t/${TENANT}/stages`);
  const places = page.getByRole("region", { name: `Locations, ${name}` });
  await places.getByRole("button", { name: "Edit… Raw of the stage" }).click();
  await dialog.getByText("No published process needs it on this stage.").waitFor();
  await dialog.getByLabel("Folder in the bucket").fill("/up");
  await dialog.getByRole("button", { name: "Save" }).click();
  await dialog.getByLabel("Folder in the bucket").and(page.locator("[aria-invalid]")).waitFor();
  await dialog.getByLabel("Folder in the bucket").fill("staged/raw/2026/");
  await dialog.getByRole("button", { name: "Save" }).click();
  await dialog.waitFor({ state: "detached" });
  await places.getByText("staged/raw/2026/").waitFor();
  await places.getByRole("button", { name: "Remove… Raw of the stage" }).click();
  await dialog.getByRole("button", { name: "Remove location" }).click();
  await dialog.waitFor({ state: "detached" });
  await places.waitFor({ state: "detached" });

  const all = (await call(stack, admin, `${base}/locations`)) as { key: string; name: string }[];
  const raw = all.find((location) => location.key === "raw");
  const first = page.getByRole("region", { name: /^Locations, / }).first();
  await first.getByRole("button", { name: `Remove… ${raw?.name}`, exact: true }).click();
  await dialog.getByText(`Staged ${key}`).waitFor();
  check(await dialog.getByRole("button", { name: "Remove location" }).isDisabled(), "What is needed can be removed.");
  await dialog.getByRole("button", { name: "Cancel" }).click();
  console.log("✓ changes what a location means, removes one, keeps one that is needed");
}

const row = (page: Page) => page.getByTestId(`stage-${stage}`);

await call(stack, author, `${base}/processes`, { method: "POST", body: JSON.stringify(definition) });
await call(stack, author, `${base}/processes/${key}/publications`, { method: "POST", body: "{}" });
const browser = await launch();
const page = await (await contextFor(browser, 1440, 900, "light")).newPage();
const second = await (await contextFor(browser, 1440, 900, "light")).newPage();
const faults = [watch(page), watch(second)];
try {
  page.setDefaultTimeout(60_000);
  second.setDefaultTimeout(60_000);
  await signIn(page, stack.url, admin, `/t/${TENANT}/stages`);
  await page.getByRole("button", { name: "Add stage…" }).click();
  await page.getByRole("dialog").getByLabel("Key").fill(stage);
  await page.getByRole("dialog").getByLabel("Name").fill(name);
  await page
    .getByRole("dialog")
    .getByLabel(/^Protected/)
    .check();
  await page.getByRole("dialog").getByRole("button", { name: "Add stage" }).click();
  await page.getByRole("heading", { name, exact: true }).waitFor();
  await page.getByText("Nothing waits for approval").waitFor();
  console.log("✓ adds a protected stage");

  await live("prod");
  await page.goto(`${stack.url}/t/${TENANT}/processes/${key}`);
  await row(page).getByText("Nothing").waitFor();
  await row(page).getByRole("button", { name: "Promote…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("2 things are missing or do not fit").waitFor();
  check(
    await dialog.getByRole("button", { name: "Ask for approval" }).isDisabled(),
    "What is not bound can be asked for.",
  );
  await dialog.getByRole("button", { name: "Cancel" }).click();
  console.log("✓ lists what is missing before anything happens");

  await bind();
  await row(page).getByRole("button", { name: "Promote…" }).click();
  await dialog.getByText("staged/raw").waitFor();
  await dialog.getByLabel(/^Why/).fill("It has been tried.");
  await dialog.getByRole("button", { name: "Ask for approval" }).click();
  await dialog.waitFor({ state: "detached" });
  await page.getByText("You have asked for this yourself").waitFor();
  check((await page.getByRole("button", { name: "Approve" }).count()) === 0, "Who asks may approve.");
  console.log("✓ asks for a second person");

  await signIn(second, stack.url, author, `/t/${TENANT}/processes/${key}`);
  await second.getByText("It has been tried.").waitFor();
  await second.getByRole("link", { name: "Look at version 1; nothing is live there yet" }).waitFor();
  await second.getByRole("button", { name: "Approve" }).click();
  await live(stage);
  await row(second).getByText("Version 1").waitFor();
  await row(page).getByText("Version 1").waitFor();
  console.log("✓ another member approves, and it goes live");

  await row(page).getByRole("button", { name: "Take out of use…" }).click();
  await dialog.getByRole("button", { name: "Take out of use" }).click();
  await dialog.waitFor({ state: "detached" });
  await row(page).getByText("Nothing").waitFor();
  check(await row(page).getByRole("button", { name: "Promote…" }).isEnabled(), "It cannot be published again.");
  console.log("✓ takes it out of use there");

  await locations(page);
  await call(stack, author, `${base}/processes/${key}/archive`, { method: "POST", body: "{}" });
  check(faults.flat().length === 0, faults.flat().join("\n"));
  console.log("6 passed, 0 failed");
} catch (error) {
  mkdirSync(`${root}.headgate/`, { recursive: true });
  await page.screenshot({ path: `${root}.headgate/stages.e2e.png` });
  console.error(error instanceof Error ? error.stack : error);
  console.error("picture: .headgate/stages.e2e.png");
  process.exitCode = 1;
} finally {
  await browser.close();
}
