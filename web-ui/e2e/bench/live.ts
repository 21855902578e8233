import type { BrowserContext } from "playwright-core";
import { call, type Stack, type StackUser } from "../stack";

/** A change that reached the screen: number of its event, and the moment (epoch ms) when the browser had heard and painted it. */
export interface Painted {
  seq: number;
  heard: number;
  painted: number;
}

const listen = `(() => {
  window.told = [];
  window.painted = [];
  const Native = window.EventSource;
  window.EventSource = class extends Native {
    constructor(...given) {
      super(...given);
      this.addEventListener("task", (message) => {
        const { component, state } = JSON.parse(message.data);
        window.told.push({ seq: Number(message.lastEventId), component, state, heard: Date.now() });
      });
    }
  };
  new MutationObserver((changes) => {
    for (const { target } of changes) {
      const { key, state } = target.dataset;
      if (!key || !state) continue;
      // The next frame shows it; what is queued from within that frame runs after it was painted.
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => window.painted.push({ component: key, state, painted: Date.now() });
        channel.port2.postMessage(null);
      });
    }
  }).observe(document, { subtree: true, attributes: true, attributeFilter: ["data-state"] });
})()`;

interface Told {
  told: { seq: number; component: string; state: string; heard: number }[];
  painted: { component: string; state: string; painted: number }[];
}

/** Starts a run with its page open, and tells when each change of a component was painted. */
export async function watchRun(
  context: BrowserContext,
  stack: Stack,
  user: StackUser,
  tenant: string,
  process: string,
): Promise<{ run: string; events: number; changes: Painted[] }> {
  const page = await context.newPage();
  await page.addInitScript(listen);
  const { id: run } = (await call(stack, user, `/tenants/${tenant}/processes/${process}/runs`, {
    method: "POST",
    body: "{}",
  })) as { id: string };
  await page.goto(`${stack.url}/t/${tenant}/processes/${process}/edit?run=${run}`);
  await page.locator('[data-testid=run-bar][data-state="SUCCEEDED"]').waitFor({ timeout: 240_000 });
  const { told, painted } = await page.evaluate<Told>("({ told: window.told, painted: window.painted })");
  await page.close();
  const changes = told.flatMap(({ seq, component, state, heard }) => {
    const shown = painted.find(
      (each) => each.component === component && each.state === state && each.painted >= heard - 50,
    );
    return shown ? [{ seq, heard, painted: shown.painted }] : [];
  });
  return { run, events: told.length, changes };
}
