import "@/i18n/editor";
import type { TrialSample } from "@contract";
import { MantineProvider } from "@mantine/core";
import { render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import type { Draft } from "../model/draft";
import { SampleView } from "./SampleView";

type Found = TrialSample["components"][number];

const draft: Draft = {
  schemaVersion: 1,
  key: "p",
  name: "P",
  parameters: [],
  components: [
    { key: "rule", type: "sql-rule", label: "My rule", settings: {} },
    { key: "out", type: "export-files", label: "My export", settings: {} },
  ],
  edges: [],
  layout: { components: {}, notes: {} },
};

const found: Found = {
  component: "rule",
  outcome: "SUCCEEDED",
  error: null,
  counts: { in: 1000, out: 1, rejected: null },
  columns: [
    { name: "id", type: "int", textBecause: [] },
    { name: "note", type: "string", textBecause: [] },
  ],
  rows: [["7", "x".repeat(200)]],
  cut: [],
  rejected: [],
  quality: null,
  wouldWrite: null,
  shortened: false,
};

function show(...components: Found[]) {
  const sample: TrialSample = { succeeded: true, error: null, sourceRows: 1000, components };
  render(
    <MantineProvider>
      <SampleView sample={sample} draft={draft} />
    </MantineProvider>,
  );
}

describe("a sample", () => {
  it("opens a long text when it is pressed, and closes it again", async () => {
    show(found);
    const cell = screen.getByRole("button", { name: /^xxx/ });
    expect(cell.textContent?.length).toBeLessThan(100);
    await userEvent.click(cell);
    expect(cell.textContent).toBe("x".repeat(200));
    expect(cell.getAttribute("aria-expanded")).toBe("true");
    await userEvent.click(cell);
    expect(cell.textContent?.length).toBeLessThan(100);
  });

  it("says of a column that it is text because of a few values, and of no other", () => {
    show({
      ...found,
      columns: [found.columns[0] as never, { name: "delay", type: "string", textBecause: ["NA", "-"] }],
    });
    expect(screen.getByRole("columnheader", { name: /delay/ }).textContent).toContain(
      "text because of values like “NA”, “-”",
    );
    expect(screen.getAllByText(/text because of/)).toHaveLength(1);
  });

  it("tells a missing value from an empty one", () => {
    show({ ...found, rows: [["7", null as unknown as string]] });
    expect(screen.getByText("no value")).toBeTruthy();
  });

  it("says that no rows need not mean no rows in a run", () => {
    show({ ...found, rows: [] });
    expect(screen.getByText(/A join or a filter may find nothing in them/)).toBeTruthy();
  });

  it("names the component that kept the wanted one from being tried, with what to do", () => {
    const error = { code: "sql.unknown-column", sentence: "No such column.", remedy: "Correct it.", owner: "author" };
    show({ ...found, outcome: "FAILED", error }, { ...found, component: "out", outcome: "NOT_TRIED", columns: [] });
    expect(screen.getByText("A component before it failed: My rule. No such column.")).toBeTruthy();
    expect(screen.getAllByText("Correct it.").length).toBeGreaterThan(0);
    expect(screen.getAllByText("sql.unknown-column").length).toBeGreaterThan(0);
  });

  it("says of an export what it would write and that it has written nothing", () => {
    const wouldWrite = {
      location: "curated",
      path: "a/b",
      format: "csv",
      files: 1,
      names: ["part-0.csv"],
      present: 3,
      replaces: 3,
    };
    show({ ...found, component: "out", wouldWrite });
    expect(screen.getByText("curated / a/b")).toBeTruthy();
    expect(screen.getByText("This trial has written none of it.")).toBeTruthy();
  });
});
