import type { BrowserContext, Page } from "playwright-core";
import { check } from "../drawing";

/** One and the same way of measuring for our canvas and for a bare one. */

/** Milliseconds from the beginning of the navigation until every node is drawn and shown. */
export async function ready(context: BrowserContext, url: string, nodes: number): Promise<{ page: Page; ms: number }> {
  const page = await context.newPage();
  await page.addInitScript(`window.allDrawn = new Promise((done) => {
    const look = () => {
      const all = document.getElementsByClassName("react-flow__node");
      const last = all[all.length - 1];
      if (all.length >= ${nodes} && getComputedStyle(last).visibility === "visible") {
        requestAnimationFrame(() => setTimeout(() => done(performance.now())));
      } else {
        requestAnimationFrame(look);
      }
    };
    look();
  })`);
  await page.goto(url, { waitUntil: "commit" });
  await page.waitForFunction(() => "allDrawn" in window);
  return { page, ms: await page.evaluate<number>("window.allDrawn") };
}

/** How long each frame took while something went on. */
export async function frames(page: Page, act: () => Promise<void>): Promise<number[]> {
  await page.evaluate(`(() => {
    window.frameTimes = [];
    window.isMeasuring = true;
    let last = performance.now();
    const tick = (now) => {
      window.frameTimes.push(now - last);
      last = now;
      if (window.isMeasuring) requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  })()`);
  await act();
  return page.evaluate<number[]>("((window.isMeasuring = false), window.frameTimes.slice(1))");
}

const MOVES = 120;

async function circle(page: Page, x: number, y: number): Promise<void> {
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let move = 1; move <= MOVES; move++) {
    const angle = (move / MOVES) * 4 * Math.PI;
    await page.mouse.move(x - 60 + 60 * Math.cos(angle), y + 60 * Math.sin(angle));
  }
  // Not back to where it began, so that it can be seen that something moved.
  await page.mouse.move(x - 40, y + 30);
}

/** Drags the node in the middle about. */
export async function drag(page: Page, nodes: number): Promise<number[]> {
  const node = page.locator(`.react-flow__node[data-id="c${Math.floor(nodes / 2 + Math.sqrt(nodes) / 2)}"]`);
  const box = await node.boundingBox();
  check(box !== null, "The node to drag is not there.");
  const { x, y, width, height } = box as NonNullable<typeof box>;
  const times = await frames(page, () => circle(page, x + width / 2, y + height / 2));
  await page.mouse.up();
  const after = await node.boundingBox();
  check(after !== null && Math.hypot(after.x - x, after.y - y) > 20, "The node was not dragged.");
  return times;
}

/** Moves the whole picture about, by its empty upper right corner. */
export async function pan(page: Page): Promise<number[]> {
  const view = () => page.locator(".react-flow__viewport").getAttribute("style");
  const box = await page.locator(".react-flow__pane").boundingBox();
  check(box !== null, "There is no pane.");
  const { x, y, width } = box as NonNullable<typeof box>;
  const before = await view();
  const times = await frames(page, () => circle(page, x + width - 12, y + 72));
  await page.mouse.up();
  check((await view()) !== before, "The picture was not moved.");
  return times;
}
