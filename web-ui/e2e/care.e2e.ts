import { mkdirSync, readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { contextFor, launch, signIn, watch } from "./browser";
import { check } from "./drawing";
import { readStack, root, userOf } from "./stack";

/**
 * What a tenant's admin takes care of, in a real browser: a token for programs, a channel for alerts, a calendar of holidays, files
 * that start a process, how long runs are kept, and who did all that.
 */

const TENANT = "acme-air";
const PROCESS = "flight-delays";
const stack = readStack();
const admin = userOf(stack, TENANT, "tenant-admin");
const home = `${stack.url}/t/${TENANT}`;
const word = Date.now().toString(36);

const region = (page: Page, name: string) => page.getByRole("region", { name, exact: true });

async function makeAToken(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^Account of/ }).click();
  await page.getByRole("menuitem", { name: "API tokens…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(/^Name of the new token/).fill(`token ${word}`);
  await dialog.getByRole("button", { name: "Make a token" }).click();
  const secret = await dialog.getByText(/^hgt_/).innerText();
  const ask = () => fetch(`${stack.url}/api/v1/me`, { headers: { Authorization: `Bearer ${secret}` } });
  check((await ask()).status === 200, "The token is no token.");
  await dialog.getByRole("button", { name: `End the token token ${word}` }).click();
  await dialog.getByText(/^hgt_/).waitFor({ state: "detached" });
  check((await ask()).status === 401, "The token is good after its end.");
  await page.keyboard.press("Escape");
  console.log("✓ makes a token that programs are let in with, and ends it");
}

async function addAChannel(page: Page): Promise<void> {
  await page.goto(`${home}/alerts`);
  await page.getByRole("button", { name: "Add channel…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill(`team ${word}`);
  await dialog.getByLabel(/^Addresses/).fill("team@example.com");
  await dialog.getByRole("button", { name: "Add", exact: true }).click();
  const channel = region(page, `team ${word}`);
  await channel.getByRole("button", { name: "Test" }).click();
  await channel.getByRole("status").getByText("Sent").waitFor();
  await channel.getByRole("button", { name: "Remove" }).click();
  await dialog.getByRole("button", { name: "Remove" }).click();
  await channel.waitFor({ state: "detached" });
  check((await page.getByRole("alert").count()) === 0, "What went well is told as a fault.");
  console.log("✓ adds a channel, sends a test to it, and removes it");
}

async function makeACalendar(page: Page): Promise<void> {
  await page.goto(`${home}/processes/${PROCESS}`);
  const schedule = region(page, "Schedule");
  await schedule
    .getByRole("button", { name: /^(Set a schedule|Edit)$/ })
    .first()
    .click();
  await page.getByRole("button", { name: "Holiday calendars…" }).click();
  const dialog = page.getByRole("dialog", { name: "Holiday calendars" });
  await dialog.getByLabel("Name of a new calendar").fill(`days ${word}`);
  await dialog.getByRole("button", { name: "Add calendar" }).click();
  const calendar = dialog.getByRole("region", { name: `days ${word}` });
  await calendar.getByLabel(/^Day\b/).fill("2027-12-25");
  await calendar.getByLabel("What it is").fill("Christmas");
  await calendar.getByRole("button", { name: "Add holiday", exact: true }).click();
  await calendar.getByText("25 Dec 2027 · Christmas").waitFor();
  await calendar.getByRole("button", { name: "Remove calendar" }).click();
  await calendar.waitFor({ state: "detached" });
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  console.log("✓ makes a calendar with a holiday, and removes it");
}

async function lookAtFiles(page: Page): Promise<void> {
  await page.goto(`${home}/processes/${PROCESS}`);
  const card = region(page, "Starts when a file arrives");
  await card.getByRole("button", { name: "Start when a file arrives…" }).click();
  await card.getByLabel("Location").selectOption("raw");
  await card.getByLabel("Which files").fill("no-such-folder/*.csv");
  await card.getByText(/^No file that is there now would fit/).waitFor();
  await card.getByLabel("Which files").fill("flights/*.csv");
  await card.getByText(/^1 file that is there now would fit/).waitFor();
  console.log("✓ sees which files would start a process");
}

async function limitRuns(page: Page): Promise<void> {
  const kept = region(page, "How long runs are kept");
  const dialog = page.getByRole("dialog");
  const change = async (choice: string, days?: string) => {
    await kept.getByRole("button", { name: "Change…" }).click();
    await dialog.getByLabel(choice).click();
    if (days !== undefined) {
      await dialog.getByLabel("Days after their end").fill(days);
      await dialog.getByText("Nothing would be removed now", { exact: false }).waitFor();
    }
    await dialog.getByRole("button", { name: "Save", exact: true }).click();
    await dialog.waitFor({ state: "detached" });
  };
  await page.goto(`${home}/settings`);
  await change("For a number of days", "400");
  await kept.getByText("For 400 days after their end").waitFor();
  await change("For ever");
  await kept.getByText("For ever").waitFor();
  console.log("✓ sees what a limit would remove, sets it, and takes it back");
}

async function readsTheTrail(page: Page): Promise<void> {
  await page.goto(`${home}/settings`);
  await page.getByRole("link", { name: "Audit trail" }).click();
  const trail = region(page, "Table of the entries");
  await trail.getByRole("row").nth(1).getByText("Changed how long runs are kept").waitFor();
  await page.getByRole("combobox", { name: "What it is about" }).click();
  await page.getByRole("option", { name: "Channels" }).click();
  await trail.getByText("Changed how long runs are kept").first().waitFor({ state: "detached" });
  await page.getByRole("textbox", { name: "To what" }).fill(`team ${word}`);
  await page.waitForURL(/subject=team/);
  await trail.getByRole("row").nth(4).waitFor({ state: "detached" });
  await trail.getByText("Sent a test to a channel").waitFor();
  check((await trail.getByRole("row").count()) === 4, "Not just what was done to the channel is shown.");
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Download CSV" }).click(),
  ]);
  const lines = readFileSync(await file.path(), "utf8")
    .trimEnd()
    .split("\r\n");
  check(
    lines.length === 4 && (lines[1] ?? "").includes("channel.remove"),
    `The file is another one: ${lines.join(" | ")}`,
  );
  await page.getByRole("textbox", { name: "To what" }).fill("nobody did this");
  await page.getByText("No entry fits").waitFor();
  console.log("✓ reads who did what, by what it was done to, and takes it along as a file");
}

const browser = await launch();
const page = await (await contextFor(browser, 1440, 900, "light")).newPage();
const faults = watch(page);
try {
  page.setDefaultTimeout(60_000);
  await signIn(page, stack.url, admin, `/t/${TENANT}/processes`);
  await makeAToken(page);
  await addAChannel(page);
  await makeACalendar(page);
  await lookAtFiles(page);
  await limitRuns(page);
  await readsTheTrail(page);
  check(faults.length === 0, faults.join("\n"));
  console.log("6 passed, 0 failed");
} catch (error) {
  mkdirSync(`${root}.headgate/`, { recursive: true });
  await page.screenshot({ path: `${root}.headgate/care.e2e.png` });
  console.error(error instanceof Error ? error.stack : error);
  console.error("picture: .headgate/care.e2e.png");
  process.exitCode = 1;
} finally {
  await browser.close();
}
