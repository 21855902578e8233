import fc from "fast-check";
import { expect, it } from "vitest";
import { NODE_HEIGHT, NODE_WIDTH } from "@/features/graph/mapping";
import { type Draft, readDraft } from "./draft";
import { notePlaces } from "./notePlaces";

type Places = Record<string, { x: number; y: number }>;

function drawn(components: Places, notes: Record<string, { x: number; y: number }>): Draft {
  return readDraft({ components: Object.keys(components).map((key) => ({ key })), layout: { components, notes } });
}

it("takes a note along with the component that it lies nearest to", () => {
  const draft = drawn({ one: { x: 0, y: 0 }, two: { x: 1000, y: 0 } }, { note: { x: 1000, y: -200 } });
  const places = new Map([
    ["one", { x: 0, y: 0 }],
    ["two", { x: 400, y: 300 }],
  ]);
  expect(notePlaces(draft, places)).toEqual(new Map([["note", { x: 400, y: 100 }]]));
});

it("moves a note out of the way of a component that comes to lie where it would be", () => {
  const draft = drawn({ one: { x: 0, y: 0 }, two: { x: 1000, y: 0 } }, { note: { x: 0, y: NODE_HEIGHT + 20 } });
  const places = new Map([
    ["one", { x: 0, y: 0 }],
    ["two", { x: 0, y: NODE_HEIGHT + 30 }],
  ]);
  const place = notePlaces(draft, places).get("note");
  expect(place).not.toEqual({ x: 0, y: NODE_HEIGHT + 20 });
  expect(place?.x === 0 || place?.y === NODE_HEIGHT + 20).toBe(true);
});

it("leaves notes where they are when there is nothing else", () => {
  expect(notePlaces(drawn({}, { note: { x: 5, y: 7 } }), new Map())).toEqual(new Map([["note", { x: 5, y: 7 }]]));
});

it("never lets a note lie over a component or another note", () => {
  const place = fc.record({ x: fc.integer({ min: -600, max: 600 }), y: fc.integer({ min: -400, max: 400 }) });
  const named = (prefix: string, places: { x: number; y: number }[]): Places =>
    Object.fromEntries(places.map((each, number) => [`${prefix}${number}`, each]));
  fc.assert(
    fc.property(
      fc.array(fc.tuple(place, place), { maxLength: 12 }),
      fc.array(place, { minLength: 1, maxLength: 5 }),
      (cards, notes) => {
        const draft = drawn(
          named(
            "c",
            cards.map(([before]) => before),
          ),
          named("n", notes),
        );
        const after = cards.map(([, to]) => to);
        const found = notePlaces(draft, new Map(Object.entries(named("c", after))));
        const boxes = [...found].map(([key, at]) => ({ ...draft.layout.notes[key], ...at }));
        for (const [number, box] of boxes.entries()) {
          const others = [
            ...after.map((each) => ({ ...each, width: NODE_WIDTH, height: NODE_HEIGHT })),
            ...boxes.filter((_, other) => other !== number),
          ];
          for (const other of others) {
            const isApart =
              box.x >= other.x + (other.width ?? 0) ||
              other.x >= box.x + (box.width ?? 0) ||
              box.y >= other.y + (other.height ?? 0) ||
              other.y >= box.y + (box.height ?? 0);
            expect(isApart).toBe(true);
          }
        }
      },
    ),
  );
});
