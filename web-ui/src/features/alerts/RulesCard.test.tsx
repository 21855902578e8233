import { screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import type { Rule } from "@/api/alerts";
import { show } from "@/features/editor/testing";
import { problem, serve } from "@/test-server";
import { RulesCard } from "./RulesCard";

vi.mock("@/features/session/useSession", () => ({ useRole: () => "engineer", covers: () => true }));

const dev = { key: "dev", name: "Trials", byDefault: false };
const prod = { key: "prod", name: "Production", byDefault: true };
const failed = {
  kind: "FAILED",
  inherited: false,
  active: true,
  toOwner: true,
  channels: [],
  stages: ["prod"],
  afterSeconds: null,
  byTime: null,
  zone: null,
  dayOffset: null,
} as unknown as Rule;
const late = { ...failed, kind: "LATE", stages: [], byTime: "08:00:00", zone: "UTC", dayOffset: 0 } as Rule;

/** What the api answers; a rule that is put stands as it was put. */
function answers(stages: unknown[], refuses = false) {
  let rules = [failed, late];
  return serve(({ path, method, body }) => {
    if (path.endsWith("/stages")) {
      return stages;
    }
    if (path.endsWith("/channels")) {
      return [];
    }
    if (method === "PUT") {
      if (refuses) {
        return problem(422, "rule.invalid", "The rule cannot be set like this.");
      }
      rules = rules.map((rule) => (path.endsWith(rule.kind) ? { ...rule, ...JSON.parse(body) } : rule));
    }
    return { rules, mutedUntil: null };
  });
}

async function dialogOf(kind: string) {
  await userEvent.click(await screen.findByRole("button", { name: `Change the rule “${kind}”` }));
  return within(await screen.findByRole("dialog"));
}

it("limits a rule to stages, and says where it holds", async () => {
  const calls = answers([dev, prod]);
  show(<RulesCard tenant="acme" process={null} />);
  await screen.findByText("Owner · in Production");
  const dialog = await dialogOf("Failed");
  const stages = await dialog.findByRole("combobox", { name: "Stages" });
  await userEvent.click(stages);
  await userEvent.click(await screen.findByRole("option", { name: "Trials" }));
  await userEvent.click(dialog.getByRole("button", { name: "Save" }));
  await screen.findByText("Owner · in Production, Trials");
  const put = calls.find((call) => call.method === "PUT");
  expect(JSON.parse(put?.body ?? "")).toEqual({ active: true, toOwner: true, channels: [], stages: ["prod", "dev"] });
});

it("lets a rule hold for every stage again, and says so", async () => {
  const calls = answers([dev, prod]);
  show(<RulesCard tenant="acme" process={null} />);
  const dialog = await dialogOf("Failed");
  const stages = await dialog.findByRole("combobox", { name: "Stages" });
  expect(stages.getAttribute("placeholder")).toBe("");
  await userEvent.type(stages, "{Backspace}");
  expect(stages.getAttribute("placeholder")).toBe("Every stage");
  await userEvent.click(dialog.getByRole("button", { name: "Save" }));
  await waitFor(() => expect(screen.queryByText(/in Production/)).toBeNull());
  expect(JSON.parse(calls.find((call) => call.method === "PUT")?.body ?? "")).toMatchObject({ stages: [] });
});

it("says of late dates that they are those of the stages with a schedule", async () => {
  answers([dev, prod]);
  show(<RulesCard tenant="acme" process="delays" />);
  const dialog = await dialogOf("Late");
  await dialog.findByPlaceholderText("Every stage with a schedule");
});

it("shows nothing of stages while there is a single one", async () => {
  const calls = answers([prod]);
  show(<RulesCard tenant="acme" process={null} />);
  const dialog = await dialogOf("Failed");
  await waitFor(() => expect(calls.some((call) => call.path.endsWith("/stages"))).toBe(true));
  await dialog.findByLabelText("Tell of it");
  expect(dialog.queryByLabelText("Stages")).toBeNull();
  expect(screen.queryByText(/in Production/)).toBeNull();
});

it("says why a rule cannot be set, and keeps what was chosen", async () => {
  answers([dev, prod], true);
  show(<RulesCard tenant="acme" process={null} />);
  const dialog = await dialogOf("Failed");
  await dialog.findByRole("combobox", { name: "Stages" });
  await userEvent.click(dialog.getByRole("button", { name: "Save" }));
  await dialog.findByText("The rule cannot be set like this.");
  expect(dialog.getByRole("combobox", { name: "Stages" }).getAttribute("placeholder")).toBe("");
});
