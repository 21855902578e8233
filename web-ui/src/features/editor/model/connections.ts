import type { ComponentType } from "@contract";
import type { Draft, DraftComponent } from "./draft";

/** Why two components cannot be connected. */
export type Refusal = "itself" | "twice" | "circle" | "takes-none" | "takes-one" | "gives-none";

export function typeOf(types: readonly ComponentType[], component: DraftComponent): ComponentType | undefined {
  const named = types.filter((type) => type.type === component.type);
  return named.find((type) => type.version === component.version) ?? named.at(-1);
}

/** Everything that comes after a component, by any way. */
function downstreamOf(draft: Draft, key: string): Set<string> {
  return reach(
    key,
    draft.edges.map(({ from, to }) => [from, to] as const),
  );
}

/** Everything that leads into a component, by any way. */
export function upstreamOf(draft: Draft, key: string): Set<string> {
  return reach(
    key,
    draft.edges.map(({ from, to }) => [to, from] as const),
  );
}

function reach(start: string, steps: readonly (readonly [string, string])[]): Set<string> {
  const next = new Map<string, string[]>();
  for (const [from, to] of steps) {
    next.set(from, [...(next.get(from) ?? []), to]);
  }
  const seen = new Set<string>();
  const open = [...(next.get(start) ?? [])];
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    if (!seen.has(key)) {
      seen.add(key);
      open.push(...(next.get(key) ?? []));
    }
  }
  return seen;
}

export function inputsOf(draft: Draft, key: string): string[] {
  return draft.edges.filter((edge) => edge.to === key).map((edge) => edge.from);
}

export function outputsOf(draft: Draft, key: string): string[] {
  return draft.edges.filter((edge) => edge.from === key).map((edge) => edge.to);
}

/** Why `to` cannot come after `from`, which it reads unless it runs a process; null when it can. */
export function refusal(draft: Draft, types: readonly ComponentType[], from: string, to: string): Refusal | null {
  if (from === to) {
    return "itself";
  }
  if (draft.edges.some((edge) => edge.from === from && edge.to === to)) {
    return "twice";
  }
  if (downstreamOf(draft, to).has(from)) {
    return "circle";
  }
  const source = draft.components.find((component) => component.key === from);
  const target = draft.components.find((component) => component.key === to);
  const given = source && typeOf(types, source);
  const taken = target && typeOf(types, target);
  if (given && !given.producesOutput && taken?.kind !== "process") {
    return "gives-none";
  }
  if (taken && taken.inputs.max !== null && inputsOf(draft, to).length >= taken.inputs.max) {
    return taken.inputs.max === 0 ? "takes-none" : "takes-one";
  }
  return null;
}

/** The components in the order of the data: what comes before stands before; in circles, as listed. */
export function inOrder(draft: Draft): DraftComponent[] {
  const waiting = new Map(draft.components.map(({ key }) => [key, 0]));
  for (const { from, to } of draft.edges) {
    if (waiting.has(from) && waiting.has(to)) {
      waiting.set(to, (waiting.get(to) ?? 0) + 1);
    }
  }
  const ordered: DraftComponent[] = [];
  const left = new Set(draft.components);
  while (left.size > 0) {
    const ready = [...left].filter(({ key }) => waiting.get(key) === 0);
    const layer = ready.length > 0 ? ready : [...left];
    for (const component of layer) {
      ordered.push(component);
      left.delete(component);
      for (const to of outputsOf(draft, component.key)) {
        waiting.set(to, (waiting.get(to) ?? 0) - 1);
      }
    }
  }
  return ordered;
}
