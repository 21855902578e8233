import type { Page } from "playwright-core";
import type { Screen } from "./screen";

/** The screens of a process's life; `VERSIONS_OF` names a process with several versions. */
export function versionScreens(base: string): Screen[] {
  const process = globalThis.process.env.VERSIONS_OF ?? "flight-delays";
  const path = `${base}/processes/${process}/versions`;
  const author = { role: "author" };
  const compared = (page: Page) =>
    page
      .getByTestId(/^component-/)
      .first()
      .waitFor();
  const menu = (page: Page) => page.getByRole("button", { name: /^More for/ }).first();
  return [
    { name: "versions", path: `${path}?from=1&to=draft`, ...author, ready: compared },
    {
      name: "history",
      path: `${base}/processes/${process}/history`,
      ...author,
      ready: (page) => page.getByTestId("history-grid").getByRole("gridcell").first().waitFor(),
    },
    { name: "versions-viewer", path, role: "viewer", ready: compared },
    {
      name: "versions-restore",
      path,
      ...author,
      ready: async (page) => {
        await page.getByRole("button", { name: "Restore…" }).first().click();
        await page.getByRole("dialog").getByRole("button", { name: "Restore" }).waitFor();
      },
    },
    {
      name: "processes-selected",
      path: `${base}/processes`,
      ...author,
      ready: async (page) => {
        await page.getByLabel("Select all on this page").check();
        await page.getByRole("button", { name: "Archive…" }).waitFor();
      },
    },
    {
      name: "processes-archive",
      path: `${base}/processes?archived=only&q=nothing-like-it`,
      ...author,
      ready: (page) => page.getByText("No process matches").waitFor(),
    },
    {
      name: "process-tags",
      path: `${base}/processes`,
      ...author,
      ready: async (page) => {
        await menu(page).click();
        await page.getByRole("menuitem", { name: "Tags…" }).click();
        await page.getByRole("dialog").getByRole("button", { name: "Save tags" }).waitFor();
      },
    },
  ];
}
