import { execFileSync } from "node:child_process";
import type { BrowserContext, Page } from "playwright-core";
import { atRest, violations } from "../axe";
import { contextFor, launch, signIn } from "../browser";
import { screensOf } from "../screenList";
import { call, readStack, root, type StackUser } from "../stack";
import { drag, frames, pan, ready } from "./gestures";
import { wideGraph } from "./graph";
import { install, scoresOf } from "./lighthouse";
import { watchRun } from "./live";
import { serveBare } from "./server";

/**
 * Measures the screens of a running stack in a real browser, and bare React Flow in the same browser by the same script. Prints one
 * line of JSON; `bench/ui.py` makes tables of it.
 */

const tenant = needed("BENCH_TENANT");
const drawn = needed("BENCH_PROCESS");
const isSmall = process.env.HEADGATE_BENCH_SMALL === "1";
const sizes = isSmall ? [50] : [500, 1000];
const times = isSmall ? 1 : 5;
const stack = readStack();
const found = stack.users.find(({ username }) => username === "admin");
if (!found) {
  throw new Error("The stack tells no platform admin.");
}
const admin: StackUser = found;

function needed(name: string): string {
  const value = process.env[name];
  if (!value) {
    throw new Error(`${name} is not set: use ./headgate bench ui`);
  }
  return value;
}

/** A draft may hold more than a version may: the canvas has to bear it until somebody splits it. */
async function wideProcess(nodes: number): Promise<string> {
  const key = `wide-${nodes}-${Date.now().toString(36)}`;
  const { components, edges, places } = wideGraph(nodes);
  await call(stack, admin, `/tenants/${tenant}/processes`, {
    method: "POST",
    body: JSON.stringify({
      schemaVersion: 1,
      key,
      name: `${nodes} components`,
      components,
      edges,
      layout: { components: places },
    }),
  });
  return key;
}

interface Canvas {
  ready: number[];
  drag: number[];
  pan: number[];
}

async function measured(context: BrowserContext, url: string, nodes: number): Promise<Canvas> {
  const canvas: Canvas = { ready: [], drag: [], pan: [] };
  // The first look fills the browser's cache: what is measured is the canvas, not the disk.
  for (let time = 0; time <= times; time++) {
    const { page, ms } = await ready(context, url, nodes);
    if (time > 0) {
      canvas.ready.push(ms);
    }
    if (time === times) {
      await page.waitForTimeout(1500);
      canvas.drag = await drag(page, nodes);
      canvas.pan = await pan(page);
    }
    await page.close();
  }
  return canvas;
}

/** From the key until everything has its place, and the longest that the page stood still meanwhile. */
async function tidied(context: BrowserContext, url: string, nodes: number): Promise<{ ms: number; longest: number }> {
  const { page } = await ready(context, url, nodes);
  // Somebody looks at what is there before having it tidied; the layouter gets ready meanwhile.
  await page.waitForTimeout(5000);
  await page.locator("[data-canvas] [tabindex='0']").focus();
  let ms = 0;
  const stood = await frames(page, async () => {
    const began = Date.now();
    await page.keyboard.press("t");
    await page.getByText("Everything has its place.").waitFor({ timeout: 60_000 });
    ms = Date.now() - began;
  });
  await page.close();
  return { ms, longest: Math.max(...stood) };
}

async function checkedScreens(page: Page, run: string): Promise<{ screens: number; found: string[] }> {
  const shown = { tenant, process: drawn, run, component: "c0_1", sql: "c0_1", source: "c0_0" };
  // Steps do nothing on this stack, so nothing can be tried; `npm run screens` looks at a trial on one with Spark.
  const all = screensOf(shown).filter(({ name }) => name !== "sign-in" && name !== "editor-try");
  const wrong: string[] = [];
  for (const scheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    for (const screen of all) {
      try {
        await page.goto(`${stack.url}${screen.path}`);
        await screen.ready(page);
        await atRest(page);
        wrong.push(...(await violations(page)).map((fault) => `${screen.name} ${scheme}: ${fault}`));
      } catch (error) {
        // One screen that does not come up must not cost the figures of all others; it counts as a fault.
        wrong.push(`${screen.name} ${scheme}: it did not come up: ${String(error).split("\n")[0]}`);
      }
      console.error(`axe: ${screen.name} ${scheme}`);
    }
  }
  return { screens: all.length, found: wrong };
}

async function lighthouse(context: BrowserContext): Promise<Record<string, unknown>> {
  const chromium = process.env.CHROMIUM ?? "/usr/bin/chromium";
  const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  try {
    await install();
    return {
      "sign-in": await scoresOf(`${stack.url}/sign-in`, "", chromium),
      processes: await scoresOf(`${stack.url}/t/${tenant}/processes`, cookie, chromium),
      editor: await scoresOf(`${stack.url}/t/${tenant}/processes/${drawn}/edit`, cookie, chromium),
    };
  } catch (error) {
    console.error(error);
    return { failure: error instanceof Error ? error.message.split("\n")[0] : String(error) };
  }
}

const bundle = JSON.parse(
  execFileSync("node", ["build/sizes.mjs", "--json"], { cwd: `${root}web-ui`, encoding: "utf8" }),
);
const bare = await serveBare();
const browser = await launch();
try {
  const context = await contextFor(browser, 1440, 900, "light");
  const page = await context.newPage();
  await signIn(page, stack.url, admin);
  const canvases = [];
  for (const nodes of sizes) {
    const url = `${stack.url}/t/${tenant}/processes/${await wideProcess(nodes)}/edit`;
    const ours = await measured(context, url, nodes);
    const theirs = await measured(context, `${bare.url}?nodes=${nodes}`, nodes);
    canvases.push({ nodes, ours, bare: theirs, layout: await tidied(context, url, nodes) });
  }
  const live = await watchRun(context, stack, admin, tenant, drawn);
  const axe = await checkedScreens(page, live.run);
  console.log(JSON.stringify({ bundle, canvases, live, axe, lighthouse: await lighthouse(context) }));
} finally {
  await browser.close();
  bare.server.close();
}
