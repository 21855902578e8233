import type { Place } from "@/features/graph/definition";
import { type Draft, placeOf } from "../model/draft";

export type Direction = "right" | "left" | "up" | "down";

const steps: Readonly<Record<Direction, Place>> = {
  right: { x: 1, y: 0 },
  left: { x: -1, y: 0 },
  up: { x: 0, y: -1 },
  down: { x: 0, y: 1 },
};

/** How far a thing lies in a direction, counting twice what lies aside; null when it lies the other way. */
function distance(from: Place, to: Place, { x, y }: Place): number | null {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const along = dx * x + dy * y;
  const aside = Math.abs(dx * y) + Math.abs(dy * x);
  return along > 0 ? along + 2 * aside : null;
}

/** Where an arrow key leads: along the flow if there is one that way, else to the nearest component there. */
export function neighbour(draft: Draft, from: string, direction: Direction): string | null {
  const linked = draft.edges.flatMap((edge) => {
    if (direction === "right" && edge.from === from) {
      return [edge.to];
    }
    return direction === "left" && edge.to === from ? [edge.from] : [];
  });
  const all = draft.components.map(({ key }) => key).filter((key) => key !== from);
  return nearest(draft, from, linked, null) ?? nearest(draft, from, all, steps[direction]);
}

function nearest(draft: Draft, from: string, keys: readonly string[], way: Place | null): string | null {
  const start = placeOf(draft, from);
  let best: { key: string; far: number } | null = null;
  for (const key of keys) {
    const place = placeOf(draft, key);
    const far = way ? distance(start, place, way) : Math.hypot(place.x - start.x, place.y - start.y);
    if (far !== null && (best === null || far < best.far)) {
      best = { key, far };
    }
  }
  return best?.key ?? null;
}
