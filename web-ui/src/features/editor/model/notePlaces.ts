import type { Place } from "@/features/graph/definition";
import { NODE_HEIGHT, NODE_WIDTH } from "@/features/graph/mapping";
import type { Draft, Note } from "./draft";

interface Box extends Place {
  width: number;
  height: number;
}

/** Between a note and what it has to make room for. */
const GAP = 16;

const card = ({ x, y }: Place): Box => ({ x, y, width: NODE_WIDTH, height: NODE_HEIGHT });

/** How far two boxes are from each other; none where they touch. */
function distance(one: Box, other: Box): number {
  const dx = Math.max(one.x - other.x - other.width, other.x - one.x - one.width, 0);
  const dy = Math.max(one.y - other.y - other.height, other.y - one.y - one.height, 0);
  return Math.hypot(dx, dy);
}

function betweenMiddles(one: Box, other: Box): number {
  return Math.hypot(
    one.x + one.width / 2 - other.x - other.width / 2,
    one.y + one.height / 2 - other.y - other.height / 2,
  );
}

function nearest(note: Note, places: readonly [string, Place][]): string | undefined {
  const [first] = places
    .map(([key, place]) => ({ key, far: distance(note, card(place)), middle: betweenMiddles(note, card(place)) }))
    .sort((one, other) => one.far - other.far || one.middle - other.middle);
  return first?.key;
}

const covers = (one: Box, other: Box) =>
  one.x < other.x + other.width + GAP &&
  other.x < one.x + one.width + GAP &&
  one.y < other.y + other.height + GAP &&
  other.y < one.y + one.height + GAP;

/** The nearest place straight up, down, left or right where a box covers nothing; there always is one beside all others. */
function free(box: Box, taken: readonly Box[]): Box {
  if (!taken.some((each) => covers(box, each))) {
    return box;
  }
  const [best] = taken
    .flatMap(({ x, y, width, height }) => [
      { ...box, y: y - box.height - GAP },
      { ...box, y: y + height + GAP },
      { ...box, x: x - box.width - GAP },
      { ...box, x: x + width + GAP },
    ])
    .filter((each) => !taken.some((other) => covers(each, other)))
    .sort((one, other) => betweenMiddles(box, one) - betweenMiddles(box, other));
  return best ?? box;
}

/** Where notes go when components get other places: each stays at the component that it lay nearest to, and covers nothing. */
export function notePlaces(draft: Draft, places: ReadonlyMap<string, Place>): ReadonlyMap<string, Place> {
  const before = Object.entries(draft.layout.components).filter(([key]) => places.has(key));
  const taken = [...places.values()].map(card);
  const found = new Map<string, Place>();
  for (const [key, note] of Object.entries(draft.layout.notes)) {
    const beside = nearest(note, before);
    const [from, to] = beside === undefined ? [note, note] : [draft.layout.components[beside], places.get(beside)];
    const moved = { ...note, x: note.x + (to?.x ?? 0) - (from?.x ?? 0), y: note.y + (to?.y ?? 0) - (from?.y ?? 0) };
    const box = free(moved, taken);
    taken.push(box);
    found.set(key, { x: box.x, y: box.y });
  }
  return found;
}
