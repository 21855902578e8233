import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { copy, paste, readPiece } from "./clipboard";
import { refusal } from "./connections";
import { type Draft, writeDraft } from "./draft";
import * as edits from "./edits";
import { beginHistory, endGesture, type History, record, redo, undo } from "./history";
import { catalogue, emptyDraft } from "./testing";

/** An edit of any kind, on whatever the draft holds by then: numbers choose among what is there. */
type Step = { edit: (draft: Draft) => Draft; gesture: string | null };

function pick<T>(list: readonly T[], number: number): T | undefined {
  return list.length === 0 ? undefined : list[number % list.length];
}

function keyAt(draft: Draft, number: number): string {
  return pick(draft.components, number)?.key ?? "nobody";
}

const number = fc.nat(1000);
const place = fc.record({ x: fc.integer({ min: -500, max: 500 }), y: fc.integer({ min: -500, max: 500 }) });
const label = fc.string({ minLength: 1, maxLength: 12 });

const edit: fc.Arbitrary<(draft: Draft) => Draft> = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(number, place).map(([n, at]) => add(n, at)) },
  { weight: 4, arbitrary: fc.tuple(number, number).map(([from, to]) => connect(from, to)) },
  fc.tuple(number, number, place).map(([n, e, at]) => (draft: Draft) => {
    const added = add(n, at)(draft);
    const edge = pick(added.edges, e);
    return edge ? edits.insertOn(added, edge, keyAt(added, added.components.length - 1)) : added;
  }),
  number.map((n) => (draft: Draft) => edits.remove(draft, [keyAt(draft, n), "note_1"])),
  number.map((n) => (draft: Draft) => edits.disconnect(draft, [pick(draft.edges, n) ?? { from: "", to: "" }])),
  fc.tuple(number, label).map(
    ([n, text]) =>
      (draft: Draft) =>
        edits.rename(draft, keyAt(draft, n), text).draft,
  ),
  fc.tuple(number, fc.stringMatching(/^[a-z][a-z0-9_]{0,8}$/)).map(
    ([n, key]) =>
      (draft: Draft) =>
        edits.changeKey(draft, keyAt(draft, n), key).draft,
  ),
  fc.tuple(number, fc.boolean()).map(
    ([n, off]) =>
      (draft: Draft) =>
        edits.setDisabled(draft, [keyAt(draft, n)], off),
  ),
  fc.tuple(number, fc.dictionary(fc.string(), fc.jsonValue())).map(
    ([n, settings]) =>
      (draft: Draft) =>
        edits.change(draft, keyAt(draft, n), { settings }),
  ),
  fc.tuple(number, place).map(
    ([n, by]) =>
      (draft: Draft) =>
        edits.nudge(draft, [keyAt(draft, n), "note_1"], by),
  ),
  place.map((at) => (draft: Draft) => edits.addNote(draft, at).draft),
  label.map((text) => (draft: Draft) => edits.changeNote(draft, "note_1", { text })),
  label.map((text) => (draft: Draft) => edits.setName(draft, text)),
  fc.tuple(fc.array(number), place).map(([chosen, at]) => (draft: Draft) => {
    const piece = readPiece(copy(draft, ["note_1", ...chosen.map((n) => keyAt(draft, n))]), catalogue);
    return typeof piece === "string" || piece.components.length === 0 ? draft : paste(draft, piece, at).draft;
  }),
);

function add(n: number, at: { x: number; y: number }) {
  return (draft: Draft) => {
    const type = pick(catalogue, n);
    return type ? edits.add(draft, type, at).draft : draft;
  };
}

function connect(from: number, to: number) {
  return (draft: Draft) => {
    const [one, other] = [keyAt(draft, from), keyAt(draft, to)];
    return refusal(draft, catalogue, one, other) === null ? edits.connect(draft, one, other) : draft;
  };
}

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({ edit, gesture: fc.constantFrom(null, null, "typing", "nudging") }),
  { maxLength: 40 },
);

function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
}

function all(history: History, step: (history: History) => History): History {
  let now = history;
  for (let next = step(now); next !== now; next = step(now)) {
    now = next;
  }
  return now;
}

describe("undo and redo", () => {
  it("gives the bytes of the beginning when everything is undone, and those of the end when it is redone", () => {
    fc.assert(
      fc.property(steps, (sequence) => {
        const begin = frozen(emptyDraft("any", "Any"));
        const edited = sequence.reduce(
          (history, step) => record(history, frozen(step.edit(history.present)), step.gesture),
          beginHistory(begin),
        );
        const end = writeDraft(edited.present);
        const undone = all(edited, undo);
        expect(writeDraft(undone.present)).toBe(writeDraft(begin));
        expect(writeDraft(all(undone, redo).present)).toBe(end);
      }),
      { numRuns: 300 },
    );
  });

  it("keeps every draft sound: no circle, no edge without ends, no place for what is gone", () => {
    fc.assert(
      fc.property(steps, (sequence) => {
        const draft = sequence.reduce((now, step) => step.edit(now), emptyDraft("any", "Any"));
        const keys = new Set(draft.components.map(({ key }) => key));
        expect(keys.size).toBe(draft.components.length);
        for (const { from, to } of draft.edges) {
          expect(keys.has(from) && keys.has(to)).toBe(true);
        }
        expect(new Set(draft.edges.map(({ from, to }) => `${from} ${to}`)).size).toBe(draft.edges.length);
        expect(new Set(Object.keys(draft.layout.components))).toEqual(keys);
      }),
      { numRuns: 300 },
    );
  });

  it("makes one entry of a gesture, and another one once it has ended", () => {
    const named = (history: History, text: string, gesture: string | null) =>
      record(history, edits.setName(history.present, text), gesture);
    let history = beginHistory(emptyDraft("a", "A"));
    for (const text of ["Al", "All", "All f"]) {
      history = named(history, text, "name");
    }
    expect(history.past).toHaveLength(1);
    history = named(endGesture(history), "All flights", "name");
    expect(history.past).toHaveLength(2);
    expect(undo(history).present.name).toBe("All f");
    expect(undo(undo(history)).present.name).toBe("A");
  });

  it("forgets what was undone as soon as something else is done, and keeps still where nothing changes", () => {
    const begin = beginHistory(emptyDraft("a", "A"));
    expect(record(begin, begin.present)).toBe(begin);
    const undone = undo(record(begin, edits.setName(begin.present, "B")));
    expect(undone.future).toHaveLength(1);
    expect(record(undone, edits.setName(undone.present, "C")).future).toHaveLength(0);
    expect(undo(undone)).toBe(undone);
  });
});
