import { isRecord } from "@/features/graph/definition";
import type { Draft } from "./draft";

/** One thing that two drafts do not agree on. */
export interface Difference {
  /** What it is about: a component's label, an edge, or a member of the process. */
  what: string;
  kind: "component" | "edge" | "process" | "layout";
  mine: string | null;
  theirs: string | null;
}

function same(one: unknown, other: unknown): boolean {
  return stable(one) === stable(other);
}

/** JSON with the members of each object in one order: what a server sends back may be ordered differently. */
export function stable(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) =>
    isRecord(each) ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1))) : each,
  );
}

function shown(value: unknown): string | null {
  return value === undefined ? null : typeof value === "string" ? value : JSON.stringify(value, null, 1);
}

function members(what: string, kind: Difference["kind"], mine: object, theirs: object): Difference[] {
  const left = mine as Record<string, unknown>;
  const right = theirs as Record<string, unknown>;
  const names = [...new Set([...Object.keys(left), ...Object.keys(right)])];
  return names.flatMap((name) =>
    same(left[name], right[name])
      ? []
      : isRecord(left[name]) && isRecord(right[name])
        ? members(`${what} › ${name}`, kind, left[name], right[name])
        : [{ what: `${what} › ${name}`, kind, mine: shown(left[name]), theirs: shown(right[name]) }],
  );
}

/** Everything that differs between two states of one draft, both sides in words. */
export function differences(mine: Draft, theirs: Draft): Difference[] {
  const keys = [...new Set([...mine.components, ...theirs.components].map(({ key }) => key))];
  const components = keys.flatMap((key): Difference[] => {
    const left = mine.components.find((component) => component.key === key);
    const right = theirs.components.find((component) => component.key === key);
    if (left && right) {
      return members(right.label, "component", left, right);
    }
    return [
      { what: (left ?? right)?.label ?? key, kind: "component", mine: left?.type ?? null, theirs: right?.type ?? null },
    ];
  });
  const line = ({ from, to }: { from: string; to: string }) => `${from} → ${to}`;
  const left = new Set(mine.edges.map(line));
  const right = new Set(theirs.edges.map(line));
  const edges = [...new Set([...left, ...right])]
    .filter((edge) => left.has(edge) !== right.has(edge))
    .map(
      (edge): Difference => ({
        what: edge,
        kind: "edge",
        mine: left.has(edge) ? edge : null,
        theirs: right.has(edge) ? edge : null,
      }),
    );
  const whole = [
    ...(mine.name === theirs.name
      ? []
      : [{ what: "name", kind: "process" as const, mine: mine.name, theirs: theirs.name }]),
    ...(same(mine.parameters, theirs.parameters)
      ? []
      : [
          {
            what: "parameters",
            kind: "process" as const,
            mine: shown(mine.parameters),
            theirs: shown(theirs.parameters),
          },
        ]),
  ];
  const layout = same(mine.layout, theirs.layout)
    ? []
    : [{ what: "layout", kind: "layout" as const, mine: null, theirs: null }];
  return [...whole, ...components, ...edges, ...layout];
}
