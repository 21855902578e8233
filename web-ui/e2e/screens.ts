import { mkdirSync } from "node:fs";
import type { Browser, BrowserContext } from "playwright-core";
import { atRest, violations } from "./axe";
import { contextFor, launch, type Scheme, signIn, watch } from "./browser";
import { type CalledRun, callScreens } from "./callScreens";
import type { Screen } from "./screen";
import { graphReady, screensOf } from "./screenList";
import { call, readStack, root, userOf } from "./stack";

/** Takes a picture of every screen of a running stack, in both colour schemes and two widths, and checks each with axe. */

const TENANT = "acme-air";
const PROCESS = "flight-delays";
const out = process.env.SCREENS_OUT ?? `${root}docs/screens/`;

type Session = Awaited<ReturnType<BrowserContext["storageState"]>>;

const sessions = new Map<string, Promise<Session>>();

async function newSession(browser: Browser, role: string): Promise<Session> {
  const context = await contextFor(browser, 1440, 900, "light");
  await signIn(await context.newPage(), stack.url, userOf(stack, TENANT, role));
  const state = await context.storageState();
  await context.close();
  return state;
}

/** One sign-in for each role. */
function sessionOf(browser: Browser, role: string): Promise<Session> {
  const known = sessions.get(role) ?? newSession(browser, role);
  sessions.set(role, known);
  return known;
}

async function shoot(browser: Browser, screen: Screen, scheme: Scheme, width: number): Promise<string[]> {
  const height = width > 600 ? 900 : 800;
  const session = screen.role ? await sessionOf(browser, screen.role) : undefined;
  const context = await contextFor(browser, width, height, scheme, session);
  const page = await context.newPage();
  const faults = watch(page);
  await page.goto(`${stack.url}${screen.path}`);
  await screen.ready(page);
  // The whole page as a tall window, so that what is fixed to the window's edges stands where it should.
  const whole = await page.evaluate<number>("document.documentElement.scrollHeight");
  await page.setViewportSize({ width, height: Math.max(height, whole) });
  await page.evaluate("document.fonts.ready");
  await atRest(page);
  const name = `${screen.name}-${scheme}-${width}`;
  await page.screenshot({ path: `${out}${name}.png` });
  const found = [...faults, ...(await violations(page))].map((fault) => `${name}: ${fault}`);
  await context.close();
  return found;
}

const stack = readStack();
mkdirSync(out, { recursive: true });
const engineer = userOf(stack, TENANT, "engineer");
const only = process.argv.slice(2);

/** The newest run in a state, of one process or of all, if the stack has one. */
async function newest(state: string, process?: string): Promise<string | undefined> {
  const of = process ? `&process=${process}` : "";
  const path = `/tenants/${TENANT}/runs?state=${state}&size=1${of}`;
  const { items } = (await call(stack, engineer, path)) as { items: { id: string }[] };
  return items[0]?.id;
}

/** The newest run that another one has called, if the stack has one. */
async function calledRun(): Promise<CalledRun | undefined> {
  const path = `/tenants/${TENANT}/runs`;
  const { items } = (await call(stack, engineer, `${path}?origin=SUBPROCESS&size=1`)) as { items: { id: string }[] };
  return items[0] && ((await call(stack, engineer, `${path}/${items[0].id}`)) as CalledRun);
}

/** What not every stack has: a run that failed, one that was stopped, a run that was called, a process whose draft has problems. */
async function rareScreens(): Promise<Screen[]> {
  const base = `/t/${TENANT}`;
  const rare: Screen[] = [];
  for (const state of ["FAILED", "STOPPED"]) {
    const run = await newest(state);
    if (run) {
      rare.push({
        name: `run-${state.toLowerCase()}`,
        path: `${base}/runs/${run}`,
        role: "engineer",
        ready: graphReady,
      });
    }
    if (run && state === "FAILED") {
      rare.push({
        name: "run-mark",
        path: `${base}/runs/${run}`,
        role: "engineer",
        ready: async (page) => {
          await page.getByRole("row").filter({ hasText: "Failed" }).getByRole("button").first().click();
          await page.getByRole("button", { name: "Go on without it…" }).click();
          await page.getByRole("dialog").getByText("Leave it out").waitFor();
        },
      });
    }
  }
  const called = await calledRun();
  if (called) {
    rare.push(...callScreens(base, called));
  }
  const faulty = process.env.SCREENS_FAULTY;
  if (faulty) {
    rare.push({
      name: "process-refused",
      path: `${base}/processes/${faulty}`,
      role: "author",
      ready: async (page) => {
        await graphReady(page);
        await page.getByRole("button", { name: "Publish", exact: true }).click();
        await page.getByRole("alert").waitFor();
      },
    });
  }
  return rare;
}

const run = process.env.SCREENS_RUN ?? (await newest("SUCCEEDED", PROCESS));
if (!run) {
  throw new Error(`${PROCESS} has no run that succeeded yet; its pictures would show nothing`);
}
const browser = await launch();
const faults: string[] = [];
try {
  const shown = {
    tenant: TENANT,
    process: PROCESS,
    run,
    component: "check_flights",
    sql: "weather_at_departure",
    source: "ingest_flights",
  };
  for (const screen of [...screensOf(shown), ...(await rareScreens())]) {
    if (only.length > 0 && !only.includes(screen.name)) {
      continue;
    }
    for (const scheme of ["light", "dark"] as const) {
      for (const width of [1440, 480]) {
        faults.push(...(await shoot(browser, screen, scheme, width)));
      }
    }
    console.log(`✓ ${screen.name}`);
  }
} finally {
  await browser.close();
}
for (const fault of faults) {
  console.error(fault);
}
console.log(`${faults.length} faults`);
process.exitCode = faults.length === 0 ? 0 : 1;
