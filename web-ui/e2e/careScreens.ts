import type { Page } from "playwright-core";
import type { Screen } from "./screen";

/** The screens on which a process is looked after: its schedule, what went wrong, and who is told. */
export function careScreens(base: string, process: string): Screen[] {
  const engineer = { role: "engineer" };
  const page = `${base}/processes/${process}`;
  const alerts = `${base}/alerts`;
  const pressed = (name: string) => async (page: Page) => {
    await page.getByRole("button", { name, exact: true }).first().click();
    await page.getByRole("dialog").getByRole("heading", { level: 2 }).waitFor();
  };
  return [
    {
      name: "schedule",
      path: page,
      ...engineer,
      ready: async (page) => {
        const set = page.getByRole("button", { name: "Set a schedule" });
        const edit = page.getByRole("region", { name: "Schedule" }).getByRole("button", { name: "Edit" });
        await set.or(edit).first().click();
        await page.getByRole("dialog").getByText("Next 10 dates").waitFor();
      },
    },
    {
      name: "stages",
      path: `${base}/stages`,
      role: "tenant-admin",
      ready: (page) => page.getByText("s3://").first().waitFor(),
    },
    {
      name: "stages-location",
      path: `${base}/stages`,
      role: "tenant-admin",
      ready: async (page) => {
        await page
          .getByRole("button", { name: /^Edit… Raw/ })
          .first()
          .click();
        await page.getByRole("dialog").getByText("Needed on this stage by:").waitFor();
      },
    },
    {
      name: "audit",
      path: `${base}/audit`,
      role: "tenant-admin",
      ready: (page) => page.getByRole("region", { name: "Table of the entries" }).waitFor(),
    },
    {
      name: "settings",
      path: `${base}/settings`,
      role: "tenant-admin",
      ready: async (page) => {
        await page.getByRole("switch").waitFor();
        await page.getByText("Kept", { exact: true }).waitFor();
        await page.getByRole("columnheader", { name: "File" }).or(page.getByText("No run was removed yet")).waitFor();
      },
    },
    {
      name: "settings-retention",
      path: `${base}/settings`,
      role: "tenant-admin",
      ready: async (page) => {
        await page.getByRole("button", { name: "Change…" }).click();
        await page.getByRole("dialog").getByLabel("For a number of days").click();
        await page.getByRole("dialog").getByLabel("Days after their end").fill("30");
        await page
          .getByRole("dialog")
          .getByText(/would be removed(,| now)/)
          .first()
          .waitFor();
      },
    },
    {
      name: "arrivals",
      path: page,
      ...engineer,
      ready: async (page) => {
        const card = page.getByRole("region", { name: "Starts when a file arrives" });
        await card.getByRole("button", { name: "Start when a file arrives…" }).click();
        await card.getByLabel("Location").selectOption("raw");
        await card.getByLabel("Which files").fill("flights/*.csv");
        await card.getByText(/that (is|are) there now would fit/).waitFor();
        await card.scrollIntoViewIfNeeded();
      },
    },
    {
      name: "runs-chosen",
      path: `${base}/runs`,
      ...engineer,
      ready: async (page) => {
        await page.getByRole("checkbox", { name: "Choose all runs that are shown" }).check();
        await page.getByRole("button", { name: "Run again…" }).waitFor();
      },
    },
    {
      name: "alerts",
      path: alerts,
      ...engineer,
      ready: (page) => page.getByRole("heading", { level: 2 }).first().waitFor(),
    },
    { name: "alerts-channel", path: alerts, ...engineer, ready: pressed("Add channel…") },
  ];
}
