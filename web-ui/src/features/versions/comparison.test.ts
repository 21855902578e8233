import type { VersionDiff } from "@contract";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ProcessDefinition, readDefinition } from "@/features/graph/definition";
import { isLong, marksOf, merged, tally, text, words } from "./comparison";

function definition(keys: string[], edges: [string, string][], places: Record<string, [number, number]> = {}) {
  return readDefinition({
    key: "p",
    name: "P",
    components: keys.map((key) => ({ key, type: "t", label: key, settings: {} })),
    edges: edges.map(([from, to]) => ({ from, to })),
    layout: {
      components: Object.fromEntries(Object.entries(places).map(([key, [x, y]]) => [key, { x, y }])),
    },
  });
}

const keysOf = ({ components }: ProcessDefinition) => components.map(({ key }) => key);

describe("the merged graph", () => {
  it("has what either side has, each once", () => {
    const both = merged(definition(["a", "b"], [["a", "b"]]), definition(["a", "c"], [["a", "c"]]));
    expect(keysOf(both)).toEqual(["a", "c", "b"]);
    expect(both.edges).toEqual([
      { from: "a", to: "c" },
      { from: "a", to: "b" },
    ]);
  });

  it("leaves what was removed where it was, unless that would cover something", () => {
    const before = definition(["a", "b"], [], { a: [0, 0], b: [300, 0] });
    const apart = merged(before, definition(["a"], [], { a: [0, 0] }));
    const covered = merged(before, definition(["a", "c"], [], { a: [0, 0], c: [320, 10] }));
    expect(apart.layout.get("b")).toEqual({ x: 300, y: 0 });
    expect(covered.layout.size).toBe(0);
  });

  it("has all components of both sides and none twice, whatever they are", () => {
    const sides = fc.uniqueArray(fc.constantFrom("a", "b", "c", "d"));
    fc.assert(
      fc.property(sides, sides, (left, right) => {
        const keys = keysOf(merged(definition(left, []), definition(right, [])));
        expect(new Set(keys)).toEqual(new Set([...left, ...right]));
        expect(keys).toHaveLength(new Set(keys).size);
      }),
    );
  });
});

const diff: VersionDiff = {
  from: "1",
  to: "2",
  same: false,
  components: [
    { kind: "ADDED", key: "c", label: "C", values: [] },
    { kind: "CHANGED", key: "a", label: "A", values: [] },
  ],
  edges: [{ kind: "ADDED", from: "a", to: "c" }],
  parameters: [],
  values: [],
  reordered: [],
  layout: [],
};

describe("what the picture says", () => {
  it("marks nodes by key and edges by their ends", () => {
    const { nodes, edges } = marksOf(diff);
    expect(nodes.get("c")).toBe("ADDED");
    expect(nodes.get("a")).toBe("CHANGED");
    expect(nodes.get("b")).toBeUndefined();
    expect(edges.get("a→c")).toBe("ADDED");
  });

  it("counts what was added, removed and changed", () => {
    expect(tally(diff)).toEqual([
      { kind: "ADDED", count: 2 },
      { kind: "CHANGED", count: 1 },
    ]);
  });

  it("tells a place in words, lists counted from one", () => {
    expect(words("/settings/columns/0/a~1b")).toBe("settings › columns › 1 › a/b");
  });

  it("compares long texts line by line, and only texts", () => {
    expect(isLong("SELECT 1\nFROM a", "SELECT 2")).toBe(true);
    expect(isLong("a", "b")).toBe(false);
    expect(isLong({ a: "\n" }, "b".repeat(500))).toBe(false);
    expect(text({ a: 1 })).toContain('"a": 1');
    expect(text("plain")).toBe("plain");
  });
});
