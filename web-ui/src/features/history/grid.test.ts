import type { HistoryPage } from "@contract";
import { expect, test } from "vitest";
import { toGrid } from "./grid";

const base = {
  origin: "MANUAL",
  stage: "prod",
  version: 1,
  businessDate: "2026-03-01",
  requestedAt: "2026-03-01T10:00:00Z",
} as const;

function page(keys: string[], runs: { id: string; seconds: number | null; states: ("SUCCEEDED" | "FAILED")[] }[]) {
  return {
    components: keys.map((key) => ({ key, label: key.toUpperCase() })),
    runs: runs.map(({ id, seconds, states }) => ({
      ...base,
      id,
      state: states.includes("FAILED") ? "FAILED" : "SUCCEEDED",
      startedAt: "2026-03-01T10:00:00Z",
      endedAt: seconds === null ? null : new Date(Date.UTC(2026, 2, 1, 10, 0, seconds)).toISOString(),
      cells: states.map((state, component) => ({ component, state, milliseconds: 1000, error: null })),
    })),
    next: null,
  } satisfies HistoryPage;
}

test("pages that number their components otherwise make one grid", () => {
  const grid = toGrid(
    [
      page(["b", "c"], [{ id: "r2", seconds: 9, states: ["SUCCEEDED", "FAILED"] }]),
      page(["a", "b"], [{ id: "r1", seconds: 3, states: ["SUCCEEDED", "SUCCEEDED"] }]),
    ],
    0,
  );
  expect(grid.lines.map(({ key }) => key)).toEqual(["b", "c", "a"]);
  expect(grid.columns.map(({ run }) => run.id)).toEqual(["r2", "r1"]);
  expect(grid.columns[1]?.cells.get(2)?.state).toBe("SUCCEEDED");
  expect(grid.columns[1]?.cells.get(0)?.component).toBe(1);
  expect(grid.columns[1]?.cells.has(1)).toBe(false);
  expect(grid).toMatchObject({ longest: 9000, median: 3000, failed: 1 });
});

test("a run under way takes as long as it has taken so far, and no runs make an empty grid", () => {
  const now = Date.UTC(2026, 2, 1, 10, 1, 0);
  expect(toGrid([page(["a"], [{ id: "r1", seconds: null, states: [] }])], now).longest).toBe(60_000);
  expect(toGrid([], now)).toEqual({ lines: [], columns: [], longest: 0, median: 0, failed: 0 });
});
