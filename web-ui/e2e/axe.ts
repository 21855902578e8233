import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const rules = "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']";

/** What axe finds wrong with a page, WCAG 2.2 AA and its own best practices. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const results = await page.evaluate<AxeResults>(`axe.run(document, { runOnly: ${rules} })`);
  return results.violations.map(
    (violation) =>
      `${violation.id}: ${violation.help} – ${violation.nodes.map((node) => node.target.join(" ")).join(", ")}`,
  );
}

/** Waits until all of a page has come and what moves on it rests; what moves for ever, such as the lines of a run, is let be. */
export async function atRest(page: Page): Promise<void> {
  await page.getByRole("status", { name: "Loading…" }).first().waitFor({ state: "detached" });
  await page.evaluate(
    "Promise.all(document.getAnimations()" +
      ".filter((each) => each.playState === 'running' && Number.isFinite(each.effect?.getComputedTiming().endTime))" +
      ".map((each) => each.finished.catch(() => {})))",
  );
}
