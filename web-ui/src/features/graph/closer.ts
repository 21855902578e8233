import type { Place } from "./definition";
import { NODE_HEIGHT, NODE_WIDTH } from "./mapping";

/** The most that lies between two neighbouring columns and rows where a graph is only looked at: room for a line and its label. */
const GAP = { x: NODE_WIDTH + 80, y: NODE_HEIGHT + 48 };

/**
 * The same picture with less air in it: who draws wants room, who looks wants to read. What lay left of or above something still
 * does, and nothing comes to lie on anything.
 */
export function closer(places: ReadonlyMap<string, Place>): ReadonlyMap<string, Place> {
  const all = [...places.values()];
  const x = pulled(
    all.map((place) => place.x),
    GAP.x,
  );
  const y = pulled(
    all.map((place) => place.y),
    GAP.y,
  );
  return new Map([...places].map(([key, place]) => [key, { x: x(place.x), y: y(place.y) }]));
}

function pulled(values: readonly number[], most: number): (value: number) => number {
  const sorted = [...new Set(values)].sort((a, b) => a - b);
  const moved = new Map<number, number>();
  let before = sorted[0] ?? 0;
  let at = before;
  for (const value of sorted) {
    at += Math.min(value - before, most);
    moved.set(value, at);
    before = value;
  }
  return (value) => moved.get(value) ?? value;
}
