import type { VersionDiff } from "@contract";
import type { Component, Edge, Place, ProcessDefinition } from "@/features/graph/definition";
import { NODE_HEIGHT, NODE_WIDTH } from "@/features/graph/mapping";
import type { GraphMarks, Mark } from "@/features/graph/marks";

const edgeId = ({ from, to }: Edge) => `${from}→${to}`;

/** Whether two nodes would cover each other. */
function overlap(places: readonly Place[]): boolean {
  return places.some((one, at) =>
    places
      .slice(at + 1)
      .some((other) => Math.abs(one.x - other.x) < NODE_WIDTH && Math.abs(one.y - other.y) < NODE_HEIGHT),
  );
}

/**
 * One graph with everything that either side has. Things lie where the later side has them, and what was removed where the earlier
 * side had it; where that would cover something, nothing is said of places, and all is laid out anew.
 */
export function merged(before: ProcessDefinition, after: ProcessDefinition): ProcessDefinition {
  const kept = new Set(after.components.map(({ key }) => key));
  const removed: Component[] = before.components.filter(({ key }) => !kept.has(key));
  const lines = new Set(after.edges.map(edgeId));
  const components = [...after.components, ...removed];
  const layout = new Map<string, Place>();
  for (const { key } of components) {
    const place = kept.has(key) ? after.layout.get(key) : before.layout.get(key);
    if (place) {
      layout.set(key, place);
    }
  }
  return {
    ...after,
    components,
    edges: [...after.edges, ...before.edges.filter((edge) => !lines.has(edgeId(edge)))],
    layout: overlap([...layout.values()]) ? new Map() : layout,
  };
}

/** What the picture says about each node and edge. */
export function marksOf(diff: Pick<VersionDiff, "components" | "edges">): GraphMarks {
  return {
    nodes: new Map(diff.components.map(({ key, kind }) => [key, kind])),
    edges: new Map(diff.edges.map((edge) => [edgeId(edge), edge.kind])),
  };
}

/** How many things were added, removed and changed, in this order; what there is none of is left out. */
export function tally(diff: VersionDiff): { kind: Mark; count: number }[] {
  const all = [...diff.components, ...diff.edges, ...diff.parameters, ...diff.values];
  return (["ADDED", "REMOVED", "CHANGED"] as const)
    .map((kind) => ({ kind, count: all.filter((each) => each.kind === kind).length }))
    .filter(({ count }) => count > 0);
}

/** A JSON pointer in words: "settings › columns › 2 › name", lists counted from one. */
export function words(path: string): string {
  return path
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"))
    .map((part) => (/^\d+$/.test(part) ? String(Number(part) + 1) : part))
    .join(" › ");
}

/** A value as text: texts as they are, everything else as JSON. */
export function text(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value, null, 2);
}

/** Whether two texts are better compared line by line than side by side. */
export function isLong(before: unknown, after: unknown): boolean {
  return (
    typeof before === "string" &&
    typeof after === "string" &&
    [before, after].some((side) => side.includes("\n") || side.length > 120)
  );
}
