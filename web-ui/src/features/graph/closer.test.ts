import fc from "fast-check";
import { expect, it } from "vitest";
import { closer } from "./closer";
import { NODE_HEIGHT, NODE_WIDTH } from "./mapping";

const places = fc.uniqueArray(
  fc.record({ x: fc.integer({ min: -5000, max: 5000 }), y: fc.integer({ min: -5000, max: 5000 }) }),
  {
    maxLength: 12,
  },
);

type Place = { x: number; y: number };
const apart = (one: Place, other: Place) =>
  Math.abs(one.x - other.x) >= NODE_WIDTH || Math.abs(one.y - other.y) >= NODE_HEIGHT;

it("takes out air only: order stays, and what lay apart lies apart", () => {
  fc.assert(
    fc.property(places, (drawn) => {
      const before = new Map(drawn.map((place, at) => [String(at), place]));
      const after = closer(before);
      for (const [one, a] of before) {
        for (const [other, b] of before) {
          const [c, d] = [after.get(one) as Place, after.get(other) as Place];
          expect(Math.sign(c.x - d.x)).toBe(Math.sign(a.x - b.x));
          expect(Math.sign(c.y - d.y)).toBe(Math.sign(a.y - b.y));
          if (apart(a, b)) {
            expect(apart(c, d)).toBe(true);
          }
        }
      }
    }),
  );
});

it("brings wide columns together and leaves narrow ones", () => {
  const wide = closer(
    new Map([
      ["a", { x: 0, y: 0 }],
      ["b", { x: 340, y: 0 }],
      ["c", { x: 560, y: 0 }],
    ]),
  );
  expect([...wide.values()].map(({ x }) => x)).toEqual([0, NODE_WIDTH + 80, NODE_WIDTH + 80 + 220]);
});
