import type { FieldProblem } from "@contract";
import type { Draft } from "./draft";

/** Where a problem lies: at a component, on an edge, at a parameter, or with the process as a whole. */
export type ProblemPlace =
  | { kind: "component"; key: string; field: readonly string[] }
  | { kind: "edge"; from: string; to: string }
  | { kind: "parameter"; index: number }
  | { kind: "process" };

export interface PlacedProblem {
  problem: FieldProblem;
  place: ProblemPlace;
}

function pointerParts(pointer: string): string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
}

function placeOf(pointer: string, draft: Draft): ProblemPlace {
  const [list, index, ...field] = pointerParts(pointer);
  const number = Number(index);
  const component = list === "components" ? draft.components[number] : undefined;
  if (component) {
    return { kind: "component", key: component.key, field };
  }
  const edge = list === "edges" ? draft.edges[number] : undefined;
  if (edge) {
    return { kind: "edge", ...edge };
  }
  return list === "parameters" && Number.isInteger(number) ? { kind: "parameter", index: number } : { kind: "process" };
}

/** Puts what the api found wrong to the things on the canvas. The draft must be the one that the api looked at. */
export function placeProblems(problems: readonly FieldProblem[], draft: Draft): PlacedProblem[] {
  return problems.map((problem) => ({ problem, place: placeOf(problem.pointer, draft) }));
}

const counted = new WeakMap<readonly PlacedProblem[], ReadonlyMap<string, number>>();

/** How many problems each component has; counted once for each list, for every node asks. */
export function problemCounts(problems: readonly PlacedProblem[]): ReadonlyMap<string, number> {
  const known = counted.get(problems);
  if (known) {
    return known;
  }
  const counts = new Map<string, number>();
  for (const { place } of problems) {
    if (place.kind === "component") {
      counts.set(place.key, (counts.get(place.key) ?? 0) + 1);
    }
  }
  counted.set(problems, counts);
  return counts;
}

/** The messages about a component's settings, by the path of the field: "rules.0.column". */
export function settingsMessages(problems: readonly PlacedProblem[], key: string): ReadonlyMap<string, string[]> {
  const messages = new Map<string, string[]>();
  for (const { place, problem } of problems) {
    if (place.kind === "component" && place.key === key && place.field[0] === "settings") {
      const path = place.field.slice(1).join(".");
      messages.set(path, [...(messages.get(path) ?? []), [problem.message, problem.remedy].filter(Boolean).join(" ")]);
    }
  }
  return messages;
}
