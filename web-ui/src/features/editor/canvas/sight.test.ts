import fc from "fast-check";
import { expect, it } from "vitest";
import { intoSight } from "./sight";

const sight = { left: 0, top: 0, right: 800, bottom: 600 };
const at = (left: number, top: number) => ({ left, top, right: left + 200, bottom: top + 80 });

it("moves nothing while a card is in sight, however near to the edge", () => {
  expect(intoSight(at(0, 520), sight)).toEqual({ x: 0, y: 0 });
  expect(intoSight(at(600, 0), sight)).toEqual({ x: 0, y: 0 });
});

it("moves only as far as needed, and only in the direction that is needed", () => {
  expect(intoSight(at(700, 100), sight)).toEqual({ x: -116, y: 0 });
  expect(intoSight(at(300, -40), sight)).toEqual({ x: 0, y: 56 });
});

it("moves nothing where a panel leaves no room for a card", () => {
  expect(intoSight(at(100, 100), { ...sight, right: 40 })).toEqual({ x: 0, y: 0 });
});

it("brings every card into sight that fits", () => {
  const anywhere = fc.integer({ min: -5000, max: 5000 });
  fc.assert(
    fc.property(anywhere, anywhere, (left, top) => {
      const { x, y } = intoSight(at(left, top), sight);
      expect(intoSight(at(left + x, top + y), sight)).toEqual({ x: 0, y: 0 });
    }),
  );
});
