import type { Page } from "playwright-core";
import type { Screen } from "./screen";

/** A run that was called, as the api tells of it. */
export interface CalledRun {
  id: string;
  calledBy: { run: string; process: string; component: string };
}

/** The screens of a process that runs another: its settings, and both runs. */
export function callScreens(base: string, { id, calledBy }: CalledRun): Screen[] {
  const engineer = { role: "engineer" };
  const { run, process, component } = calledBy;
  const drawn = (page: Page) =>
    page
      .getByTestId(/^component-/)
      .first()
      .waitFor();
  return [
    {
      name: "editor-call",
      path: `${base}/processes/${process}/edit`,
      role: "author",
      ready: async (page) => {
        await drawn(page);
        await page.locator("[data-canvas]").getByTestId(`component-${component}`).click();
        await page.getByRole("link", { name: "Open the process" }).waitFor();
      },
    },
    { name: "run-calling", path: `${base}/runs/${run}`, ...engineer, ready: drawn },
    {
      name: "run-calling-component",
      path: `${base}/runs/${run}?component=${component}`,
      ...engineer,
      ready: (page) => page.getByRole("dialog").getByTestId("called-run").waitFor(),
    },
    { name: "run-called", path: `${base}/runs/${id}`, ...engineer, ready: drawn },
  ];
}
