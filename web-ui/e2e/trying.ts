import type { Page } from "playwright-core";
import { check } from "./drawing";

const LONG = 300_000;

/** What the demo's own rule yields; a sample that shows them has read, joined and counted. */
const columns = ["carrier", "flights"];

/** Tries the rule of the drawn process and everything before it, before anything of it is published. */
export async function tryTheRule(page: Page, key: string, isKeyboard: boolean): Promise<void> {
  const panel = page.locator("[data-panel]");
  if (isKeyboard) {
    await page.locator(`[data-testid=component-${key}]`).focus();
    await page.keyboard.press("y");
  } else {
    await page.getByTestId(`component-${key}`).click();
    await panel.getByRole("tab", { name: "Try" }).click();
  }
  const button = panel.getByRole("button", { name: "Try up to here" });
  await button.waitFor();
  await panel.getByLabel("Business date").fill("2013-12-31");
  if (isKeyboard) {
    await button.focus();
    await page.keyboard.press("Enter");
  } else {
    await button.click();
  }
  await panel.locator("[data-testid=try][data-phase=over]").waitFor({ timeout: LONG });
  const table = panel.getByRole("region", { name: /^Sample of/ }).first();
  await table.waitFor();
  const head = await table.getByRole("columnheader").allInnerTexts();
  for (const column of columns) {
    check(
      head.some((text) => text.startsWith(column)),
      `The sample has no column ${column}: ${head.join(", ")}`,
    );
  }
  check((await table.getByRole("row").count()) > 1, "The sample has no rows.");
  const kept = await page.evaluate<string>(
    "JSON.stringify({ ...localStorage }) + JSON.stringify({ ...sessionStorage })",
  );
  const cell = (await table.getByRole("cell").first().innerText()).trim();
  check(cell === "" || !kept.includes(`"${cell}"`), "The browser's storage holds a cell of the sample.");
}
