import type { Page } from "playwright-core";
import type { Screen } from "./screen";
import type { Shown } from "./screenList";

/** The screens on which processes are made. */
export function editorScreens(base: string, { process, run, component, sql, source }: Shown): Screen[] {
  const path = `${base}/processes/${process}/edit`;
  const author = { role: "author" };
  const drawn = (page: Page) =>
    page
      .getByTestId(/^component-/)
      .first()
      .waitFor();
  const opened = async (page: Page, component: string) => {
    await drawn(page);
    await page.locator("[data-canvas]").getByTestId(`component-${component}`).click();
    await page.locator("[data-form] [data-field]").first().waitFor();
  };
  return [
    { name: "editor", path, ...author, ready: drawn },
    { name: "editor-viewer", path, role: "viewer", ready: drawn },
    { name: "editor-settings", path, ...author, ready: (page) => opened(page, component) },
    {
      name: "editor-sql",
      path,
      ...author,
      ready: async (page) => {
        await opened(page, sql);
        await page.getByTestId("sql").getByRole("textbox").waitFor();
      },
    },
    {
      name: "editor-try",
      path,
      ...author,
      ready: async (page) => {
        await opened(page, sql);
        await page.getByRole("tab", { name: "Try" }).click();
        await page.getByLabel("Business date").fill("2013-12-31");
        await page.getByRole("button", { name: "Try up to here" }).click();
        await page.locator("[data-testid=try][data-phase=over] table").first().waitFor({ timeout: 300_000 });
      },
    },
    { name: "editor-source", path, ...author, ready: (page) => opened(page, source) },
    {
      name: "editor-files",
      path,
      ...author,
      ready: async (page) => {
        await opened(page, source);
        await page.getByTestId("browse-source").click();
        await page.getByRole("dialog").locator("[role=option], p[class*=title]").first().waitFor();
      },
    },
    {
      name: "editor-list",
      path: `${path}?view=list`,
      ...author,
      ready: (page) => page.getByTestId(/^row-/).first().waitFor(),
    },
    {
      name: "editor-run",
      path: `${path}?run=${run}`,
      ...author,
      ready: (page) => page.getByTestId("run-bar").waitFor(),
    },
    {
      name: "editor-add",
      path,
      ...author,
      ready: async (page) => {
        await drawn(page);
        await page.getByRole("button", { name: "Add component" }).click();
        await page.getByRole("listbox").waitFor();
      },
    },
    {
      name: "create",
      path: `${base}/processes`,
      ...author,
      ready: async (page) => {
        await page.getByRole("button", { name: "New process" }).click();
        await page.getByRole("dialog").getByRole("radio").first().waitFor();
      },
    },
    {
      name: "commands",
      path: `${base}/processes`,
      ...author,
      ready: async (page) => {
        await page.getByRole("table").waitFor();
        await page.keyboard.press("Control+k");
        await page.getByRole("dialog").getByRole("option").first().waitFor();
      },
    },
    {
      name: "shortcuts",
      path: `${base}/processes`,
      ...author,
      ready: async (page) => {
        await page.getByRole("table").waitFor();
        await page.keyboard.press("?");
        await page.getByRole("dialog").getByRole("heading", { level: 2 }).waitFor();
      },
    },
  ];
}
