import { describe, expect, it } from "vitest";
import type { TaskState } from "@/components/status";
import { edgePhase, edgeRows, type GraphStatus } from "./status";

function status(from: TaskState, to: TaskState, active = true, rowsOut: number | null = null): GraphStatus {
  const node = (state: TaskState) => ({ state, rowsOut, rejected: null, rules: null, files: null });
  return {
    active,
    nodes: new Map([
      ["a", node(from)],
      ["b", node(to)],
    ]),
  };
}

describe("edgePhase", () => {
  it.each<[TaskState, TaskState, boolean, string]>([
    ["NONE", "NONE", true, "idle"],
    ["RUNNING", "NONE", true, "flowing"],
    ["SUCCEEDED", "QUEUED", true, "flowing"],
    ["PASSED", "RUNNING", true, "flowing"],
    ["SUCCEEDED", "RUNNING", false, "idle"],
    ["SUCCEEDED", "SUCCEEDED", false, "done"],
    ["SUCCEEDED", "FAILED", false, "done"],
    ["SUCCEEDED", "SKIPPED", false, "cut"],
    ["SUCCEEDED", "LEFT_OUT", true, "cut"],
    ["LEFT_OUT", "SUCCEEDED", true, "cut"],
    ["FAILED", "NONE", true, "cut"],
    ["SKIPPED", "SKIPPED", false, "cut"],
  ])("is, from %s to %s with the run under way %s, %s", (from, to, active, phase) => {
    expect(edgePhase(status(from, to, active), "a", "b")).toBe(phase);
  });

  it("is idle where the graph shows no run", () => {
    expect(edgePhase({ nodes: new Map(), active: false }, "a", "b")).toBe("idle");
  });
});

describe("edgeRows", () => {
  it("tells the rows only of a component that has given them out", () => {
    expect(edgeRows(status("SUCCEEDED", "NONE", true, 336_776), "a")).toBe(336_776);
    expect(edgeRows(status("RUNNING", "NONE", true, 3), "a")).toBeNull();
    expect(edgeRows(status("FAILED", "NONE", true, 3), "a")).toBeNull();
  });
});
