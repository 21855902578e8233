import type { ComponentView } from "@contract";
import { MantineProvider } from "@mantine/core";
import { render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { TaskStatus } from "@/components/Status";
import { ResultView } from "./ResultView";

const leftOut: ComponentView = {
  n: 2,
  key: "late",
  label: "Late flights",
  type: "sql-rule",
  state: "LEFT_OUT",
  startedAt: null,
  endedAt: "2026-01-01T00:00:00Z",
  result: null,
  error: {
    code: "condition.not-met",
    sentence: "It was skipped, because its condition did not hold: run.date > '2026-01-01'.",
    remedy: "Nothing has to be done.",
    owner: "author",
  },
  trouble: null,
  reusedFrom: null,
  mark: null,
  call: null,
  attempts: [],
};

describe("a component that was skipped by its condition", () => {
  it("says so in words, and why, and is no failure that somebody has to mend", () => {
    render(
      <MantineProvider>
        <TaskStatus state={leftOut.state} />
        <ResultView component={leftOut} />
      </MantineProvider>,
    );
    expect(screen.getByText("Condition not met")).toBeTruthy();
    const reason = screen.getByText(/its condition did not hold: run.date > '2026-01-01'/);
    expect(reason.closest("[data-tone]")?.getAttribute("data-tone")).toBe("idle");
    expect(screen.getByText("Nothing has to be done.")).toBeTruthy();
    expect(screen.queryByText("condition.not-met")).toBeNull();
  });
});

describe("an export that has run", () => {
  it("says where it was written, each part to be copied, and how many rows and files that are", async () => {
    const user = userEvent.setup();
    const result = {
      rows: { in: 7, out: 7 },
      exported: { files: 3, location: "curated", path: "delays/2026-03-02", format: "csv" },
    };
    render(
      <MantineProvider>
        <ResultView component={{ ...leftOut, type: "export-files", state: "SUCCEEDED", error: null, result }} />
      </MantineProvider>,
    );
    const place = screen.getByRole("region", { name: "Written to" });
    expect(place.textContent).toContain("curated");
    expect(place.textContent).toContain("CSV");
    await user.click(screen.getByRole("button", { name: /^delays\/2026-03-02\./ }));
    expect(await navigator.clipboard.readText()).toBe("delays/2026-03-02");
    expect(screen.getByText("Rows out").parentElement?.textContent).toBe("Rows out7");
    expect(screen.getByText("Files").parentElement?.textContent).toBe("Files3");
  });
});
