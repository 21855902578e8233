import type { ComponentView } from "@contract";
import { MantineProvider } from "@mantine/core";
import { render, screen } from "@testing-library/react";
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
    expect(screen.getByText("Skipped by condition")).toBeTruthy();
    const reason = screen.getByText(/its condition did not hold: run.date > '2026-01-01'/);
    expect(reason.closest("[data-tone]")?.getAttribute("data-tone")).toBe("idle");
    expect(screen.getByText("Nothing has to be done.")).toBeTruthy();
    expect(screen.queryByText("condition.not-met")).toBeNull();
  });
});
