import { screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
import { serve } from "@/test-server";
import { readDraft } from "./model/draft";
import { ProblemsPanel } from "./ProblemsPanel";
import { editorOn, show } from "./testing";

const draft = readDraft({
  key: "delays",
  name: "Delays",
  components: [
    {
      key: "flights",
      type: "ingest-files",
      version: 1,
      label: "Flights",
      settings: { columns: [{ name: "carrier", type: "string" }] },
    },
    { key: "late", type: "sql-rule", version: 1, label: "Late", settings: { sql: "SELECT carier FROM flights" } },
  ],
  edges: [{ from: "flights", to: "late" }],
});

beforeEach(() => {
  serve(() => ({ items: [], page: 0, size: 1, total: 0 }));
});

describe("the panel of problems", () => {
  it("tells what a query asks for in vain, apart from problems, and leads to the query", async () => {
    const editor = editorOn(draft);
    show(<ProblemsPanel onClose={() => {}} />, editor);
    expect(screen.getByRole("heading", { level: 2 }).textContent).toBe("No problems");
    expect(screen.getByRole("heading", { level: 3 }).textContent).toMatch(/^1 warning/);
    expect(screen.queryByText("No problems. The process can be published.")).toBeNull();
    await userEvent.click(screen.getByRole("button", { name: /Late flights has no column carier/ }));
    expect(editor.store.getState()).toMatchObject({
      selected: ["late"],
      isPanelOpen: true,
      wantsTab: { key: "late", tab: "settings" },
      wanted: { key: "late", field: "sql" },
    });
  });

  it("has no word of warnings where there are none", () => {
    const [flights] = draft.components;
    show(<ProblemsPanel onClose={() => {}} />, editorOn({ ...draft, components: flights ? [flights] : [], edges: [] }));
    expect(screen.getByText("No problems. The process can be published.")).toBeTruthy();
    expect(screen.queryByRole("heading", { level: 3 })).toBeNull();
  });
});
