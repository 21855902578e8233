import type { Page } from "playwright-core";
import { careScreens } from "./careScreens";
import { editorScreens } from "./editorScreens";
import type { Screen } from "./screen";
import { versionScreens } from "./versionScreens";

export const graphReady = (page: Page) =>
  page
    .getByTestId(/^component-/)
    .first()
    .waitFor();
const dialogReady = (page: Page) => page.getByRole("dialog").getByRole("heading", { level: 2 }).waitFor();

/** What the screens show: a process, a run of it, and components of some kinds. */
export interface Shown {
  tenant: string;
  process: string;
  run: string;
  component: string;
  sql: string;
  source: string;
}

export function screensOf(shown: Shown): Screen[] {
  const { process, run, component } = shown;
  const base = `/t/${shown.tenant}`;
  const engineer = { role: "engineer" };
  return [
    { name: "sign-in", path: "/sign-in", ready: (page) => page.getByLabel("User name").waitFor() },
    { name: "processes", path: `${base}/processes`, ...engineer, ready: (page) => page.getByRole("table").waitFor() },
    {
      name: "processes-nothing",
      path: `${base}/processes?q=nothing-like-it`,
      ...engineer,
      ready: (page) => page.getByText("No process matches").waitFor(),
    },
    {
      name: "tokens",
      path: `${base}/processes?q=nothing-like-it`,
      ...engineer,
      ready: async (page) => {
        const navigation = page.getByRole("button", { name: "Open navigation" });
        await page.getByText("No process matches").waitFor();
        if (await navigation.isVisible()) {
          await navigation.click();
        }
        await page.getByRole("button", { name: /^Account of/ }).click();
        await page.getByRole("menuitem", { name: "API tokens…" }).click();
        await dialogReady(page);
      },
    },
    { name: "process", path: `${base}/processes/${process}`, ...engineer, ready: graphReady },
    {
      name: "process-settings",
      path: `${base}/processes/${process}?component=${component}`,
      ...engineer,
      ready: async (page) => {
        await graphReady(page);
        await dialogReady(page);
      },
    },
    {
      name: "process-run",
      path: `${base}/processes/${process}`,
      role: "author",
      ready: async (page) => {
        await graphReady(page);
        await page.getByRole("button", { name: "Run", exact: true }).click();
        await dialogReady(page);
      },
    },
    { name: "runs", path: `${base}/runs`, ...engineer, ready: (page) => page.getByRole("table").waitFor() },
    { name: "run", path: `${base}/runs/${run}`, ...engineer, ready: graphReady },
    {
      name: "run-component",
      path: `${base}/runs/${run}?component=${component}`,
      ...engineer,
      ready: dialogReady,
    },
    {
      name: "run-log",
      path: `${base}/runs/${run}?component=${component}&tab=log`,
      ...engineer,
      ready: (page) =>
        page
          .getByRole("dialog")
          .getByText(/^\d+ lines?$|There is no log yet|The log is empty|keeps no logs/)
          .waitFor(),
    },
    ...editorScreens(base, shown),
    {
      name: "not-found",
      path: `${base}/processes/no-such-process`,
      ...engineer,
      ready: (page) => page.getByText("There is nothing here").waitFor(),
    },
    ...versionScreens(base),
    ...careScreens(base, process),
  ];
}
