import fc from "fast-check";
import { expect, it } from "vitest";
import { NODE_HEIGHT, NODE_WIDTH } from "@/features/graph/mapping";
import { readDraft } from "../model/draft";
import { toNodes } from "./nodes";
import { firstViewport, fit, TOOLS } from "./zoom";

const place = fc.record({ x: fc.integer({ min: -4000, max: 4000 }), y: fc.integer({ min: -2000, max: 2000 }) });

function nodesAt(places: readonly { x: number; y: number }[]) {
  const components = places.map((_, number) => ({ key: `c${number}`, type: "sql-rule", label: "", settings: {} }));
  const layout = { components: Object.fromEntries(places.map((each, number) => [`c${number}`, each])) };
  return toNodes(readDraft({ components, edges: [], layout }), [], [], []);
}

it("shows everything at first, beside the tools, and never larger than it is", () => {
  fc.assert(
    fc.property(fc.array(place, { minLength: 1, maxLength: 30 }), (places) => {
      const room = { width: 1008, height: 844 };
      const { x, y, zoom } = firstViewport(nodesAt(places), room);
      expect(zoom).toBeLessThanOrEqual(fit.maxZoom);
      for (const at of places) {
        expect(at.x * zoom + x).toBeGreaterThanOrEqual(TOOLS - 1);
        expect(at.y * zoom + y).toBeGreaterThanOrEqual(0);
        expect((at.x + NODE_WIDTH) * zoom + x).toBeLessThanOrEqual(room.width);
        expect((at.y + NODE_HEIGHT) * zoom + y).toBeLessThanOrEqual(room.height);
      }
    }),
  );
});

it("begins at the left end in a narrow window, where the whole would be too small to be read", () => {
  const nodes = nodesAt([
    { x: 2000, y: 100 },
    { x: -300, y: 0 },
    { x: -300, y: 3000 },
  ]);
  const { x, y, zoom } = firstViewport(nodes, { width: 420, height: 600 });
  expect(zoom).toBeGreaterThan(0.5);
  expect(-300 * zoom + x).toBeCloseTo(TOOLS);
  expect((NODE_HEIGHT / 2) * zoom + y).toBeCloseTo(300);
  const note = { ...nodes[0], id: "note", type: "note", position: { x: -2000, y: 0 } } as (typeof nodes)[number];
  expect(firstViewport([note, ...nodes], { width: 420, height: 600 })).toEqual({ x, y, zoom });
  const few = nodesAt([
    { x: 0, y: 0 },
    { x: 300, y: 0 },
  ]);
  const seen = firstViewport(few, { width: 420, height: 600 });
  expect((300 + NODE_WIDTH) * seen.zoom + seen.x).toBeLessThanOrEqual(420);
});

it("leaves an empty canvas as it is: the first component stays where it is dropped", () => {
  expect(firstViewport([], { width: 1008, height: 844 })).toEqual({ x: 0, y: 0, zoom: 1 });
});
