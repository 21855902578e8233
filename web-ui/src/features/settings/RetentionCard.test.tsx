import { screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import type { RetentionView } from "@/api/settings";
import { show } from "@/features/editor/testing";
import { problem, serve } from "@/test-server";
import { RetentionCard } from "./RetentionCard";

const forEver: RetentionView = { days: null, changedBy: null, changedAt: null, due: null, removed: 0, troubles: [] };

function due(runs: number) {
  return {
    before: "2026-08-01T00:00:00Z",
    runs,
    runsLimit: 100_000,
    oldestEnd: runs === 0 ? null : "2025-01-03T23:30:00Z",
    newestEnd: runs === 0 ? null : "2026-07-31T10:00:00Z",
  };
}

function api(retention: RetentionView, previewed: number) {
  return serve(({ method, path }) =>
    method === "PUT" ? { ...retention, days: 90 } : path.endsWith("/preview") ? due(previewed) : retention,
  );
}

async function open() {
  await userEvent.click(await screen.findByRole("button", { name: "Change…" }));
  return within(await screen.findByRole("dialog"));
}

describe("how long runs are kept", () => {
  it("says what is removed and what keeps a stage from it", async () => {
    api(
      {
        days: 90,
        changedBy: "ann",
        changedAt: "2026-10-01T00:00:00Z",
        due: due(12_431),
        removed: 1,
        troubles: [
          {
            stage: "prod",
            stageName: "Production",
            trouble: {
              code: "account.role-refused",
              sentence: "AWS does not let Headgate in.",
              remedy: "Check the role.",
            },
            triedAt: "2026-10-01T00:00:00Z",
          },
        ],
      },
      0,
    );
    show(<RetentionCard tenant="acme" mayEdit={false} />);
    await screen.findByText("For 90 days after their end");
    screen.getByText("12,431 runs that ended before 1 Aug 2026");
    screen.getByText("1 run");
    const trouble = screen.getByRole("status");
    expect(trouble.textContent).toContain("Nothing of the stage Production is removed: AWS does not let Headgate in.");
    expect(trouble.textContent).toContain("Check the role.");
    expect(trouble.textContent).toContain("account.role-refused");
    expect(screen.queryByRole("button", { name: "Change…" })).toBeNull();
  });

  it("has who would remove runs see how many, and mean it, before it is saved", async () => {
    const calls = api(forEver, 12_431);
    show(<RetentionCard tenant="acme" mayEdit />);
    const dialog = await open();
    await userEvent.click(dialog.getByLabelText("For a number of days"));
    const days = dialog.getByLabelText("Days after their end");
    await userEvent.clear(days);
    await userEvent.type(days, "90");
    await dialog.findByText(/^12,431 runs that ended before 1 Aug 2026 would be removed/);
    dialog.getByText(/The oldest ended on 3 Jan 2025, the newest on 31 Jul 2026/);
    const save = dialog.getByRole("button", { name: "Save and remove" });
    expect(save.hasAttribute("disabled")).toBe(true);
    expect(
      calls
        .filter(({ path }) => path.endsWith("/preview"))
        .at(-1)
        ?.query.get("days"),
    ).toBe("90");

    await userEvent.click(dialog.getByRole("checkbox", { name: /^Remove 12,431 runs when they are/ }));
    await userEvent.click(save);

    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    const put = calls.find(({ method }) => method === "PUT");
    expect(put?.path).toBe("/api/v1/tenants/acme/retention");
    expect(JSON.parse(put?.body ?? "")).toEqual({ days: 90 });
  });

  it("forgets that it was meant when another number of days is chosen", async () => {
    api(forEver, 5);
    show(<RetentionCard tenant="acme" mayEdit />);
    const dialog = await open();
    await userEvent.click(dialog.getByLabelText("For a number of days"));
    await userEvent.click(await dialog.findByRole("checkbox", { name: /^Remove 5 runs/ }));
    const days = dialog.getByLabelText("Days after their end");
    await userEvent.clear(days);
    await userEvent.type(days, "31");
    const box = await dialog.findByRole("checkbox", { name: /^Remove 5 runs/ });
    expect((box as HTMLInputElement).checked).toBe(false);
  });

  it("saves at once when nothing would be removed", async () => {
    const calls = api({ ...forEver, days: 90 }, 0);
    show(<RetentionCard tenant="acme" mayEdit />);
    const dialog = await open();
    await dialog.findByText(/^Nothing would be removed now: no run that may go has ended before 1 Aug 2026/);
    await userEvent.click(dialog.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(calls.some(({ method }) => method === "PUT")).toBe(true));
  });

  it("keeps runs for ever without asking what would go", async () => {
    const calls = api({ ...forEver, days: 90 }, 7);
    show(<RetentionCard tenant="acme" mayEdit />);
    const dialog = await open();
    await userEvent.click(dialog.getByLabelText("For ever"));
    await userEvent.click(dialog.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(calls.find(({ method }) => method === "PUT")?.body).toBe("{}"));
  });

  it("names the days that can be, and asks for no preview of others", async () => {
    const calls = api(forEver, 7);
    show(<RetentionCard tenant="acme" mayEdit />);
    const dialog = await open();
    await userEvent.click(dialog.getByLabelText("For a number of days"));
    const days = dialog.getByLabelText("Days after their end");
    await userEvent.clear(days);
    await userEvent.type(days, "29");
    dialog.getByText("Name a whole number from 30 to 3,650.");
    expect(dialog.getByRole("button", { name: "Save" }).hasAttribute("disabled")).toBe(true);
    expect(calls.every(({ query }) => query.get("days") !== "29")).toBe(true);
  });

  it("tells a refusal as it is", async () => {
    serve(({ method }) => (method === "PUT" ? problem(403, "auth.role", "Only tenant admins may.") : forEver));
    show(<RetentionCard tenant="acme" mayEdit />);
    const dialog = await open();
    await userEvent.click(dialog.getByRole("button", { name: "Save" }));
    await dialog.findByText("Only tenant admins may.");
  });
});
