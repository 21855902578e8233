import type { ComponentType } from "@contract";
import { describe, expect, it } from "vitest";
import { readDefinition } from "./definition";
import { hasWholeLayout, toGraph } from "./mapping";

const types = [
  { type: "ingest-files", version: 1, title: "Ingest files", kind: "source", icon: "file-input" },
  { type: "sql-rule", version: 1, title: "SQL rule", kind: "transform", icon: "database-zap" },
] as ComponentType[];

const definition = readDefinition({
  key: "delays",
  name: "Delays",
  components: [
    { key: "flights", type: "ingest-files", label: "Flights", settings: {} },
    { key: "rule", type: "sql-rule", label: "Rule", settings: {}, disabled: true },
    { key: "other", type: "from-the-future", label: "Other", settings: {} },
  ],
  edges: [
    { from: "flights", to: "rule" },
    { from: "flights", to: "rule" },
    { from: "rule", to: "rule" },
    { from: "rule", to: "nobody" },
  ],
  layout: { components: { flights: { x: 10, y: 20 } } },
});

describe("toGraph", () => {
  const graph = toGraph(definition, types, definition.layout, "right");

  it("makes a node of every component, with its type's title, kind and icon", () => {
    expect(graph.nodes.map((node) => [node.id, node.data.typeTitle, node.data.kind])).toEqual([
      ["flights", "Ingest files", "source"],
      ["rule", "SQL rule", "transform"],
      ["other", "from-the-future", "transform"],
    ]);
    expect(graph.nodes[1]?.data.disabled).toBe(true);
  });

  it("puts nodes where the layout says", () => {
    expect(graph.nodes[0]?.position).toEqual({ x: 10, y: 20 });
  });

  it("leaves out edges that lead nowhere, to themselves, or twice to the same place", () => {
    expect(graph.edges.map((edge) => edge.id)).toEqual(["flights→rule"]);
  });
});

describe("hasWholeLayout", () => {
  it("wants a place for every component", () => {
    expect(hasWholeLayout(definition)).toBe(false);
    expect(hasWholeLayout({ ...definition, components: definition.components.slice(0, 1) })).toBe(true);
  });
});

describe("readDefinition", () => {
  it("reads anything without throwing", () => {
    for (const json of [null, 3, "text", [], { components: "no", edges: 4, layout: [] }]) {
      expect(readDefinition(json).components).toEqual([]);
    }
  });

  it("keeps a default that is false", () => {
    const { parameters } = readDefinition({ parameters: [{ key: "full", type: "boolean", default: false }] });
    expect(parameters).toEqual([{ key: "full", type: "boolean", label: "full", required: false, default: false }]);
  });
});
