import type { ComponentType } from "@contract";
import { isRecord, type Place } from "@/features/graph/definition";
import { withResults } from "./conditions";
import type { Draft, DraftComponent, DraftEdge, Note } from "./draft";
import { placeOf, readDraft } from "./draft";
import { freeKey, takenKeys } from "./keys";
import { withTables } from "./tables";

/** What the system's clipboard holds: a piece of a process as JSON, readable in any other process of Headgate. */
export interface Piece {
  readonly components: readonly DraftComponent[];
  readonly edges: readonly DraftEdge[];
  readonly places: Readonly<Record<string, Place>>;
  readonly notes: Readonly<Record<string, Note>>;
}

const MARK = "headgate/process-piece/1";
const MOST = 200;
const LONGEST = 2_000_000;

/** Nothing in settings is secret: they name locations, and the keys to those stay with the tenant's account. */
export function copy(draft: Draft, keys: readonly string[]): string {
  const chosen = new Set(keys);
  const components = draft.components.filter(({ key }) => chosen.has(key));
  return JSON.stringify({
    headgate: MARK,
    components,
    edges: draft.edges.filter(({ from, to }) => chosen.has(from) && chosen.has(to)),
    layout: {
      components: Object.fromEntries(components.map(({ key }) => [key, placeOf(draft, key)])),
      notes: Object.fromEntries(Object.entries(draft.layout.notes).filter(([key]) => chosen.has(key))),
    },
  });
}

/** What was wrong with the clipboard: nothing of ours, too much of it, or a component type that is not here. */
export type PasteRefusal = "not-ours" | "too-big" | "unknown-type";

/** Reads the clipboard with as little trust as anything else that comes from outside. */
export function readPiece(text: string, types: readonly ComponentType[]): Piece | PasteRefusal {
  if (text.length > LONGEST) {
    return "too-big";
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return "not-ours";
  }
  if (!isRecord(json) || json.headgate !== MARK) {
    return "not-ours";
  }
  const { components, edges, layout } = readDraft(json);
  const known = new Set(components.map(({ key }) => key));
  if (components.length > MOST || Object.keys(layout.notes).length > MOST || edges.length > MOST * MOST) {
    return "too-big";
  }
  if (components.some((component) => !types.some((type) => type.type === component.type))) {
    return "unknown-type";
  }
  return {
    components: components
      .filter(isFirst)
      .map(({ key, type, version, label, settings, retries, timeout, disabled, condition }) => ({
        key,
        type,
        ...(typeof version === "number" ? { version } : {}),
        label: label.slice(0, 200),
        settings,
        ...(retries ? { retries } : {}),
        ...(typeof timeout === "string" ? { timeout } : {}),
        ...(disabled === true ? { disabled } : {}),
        ...(typeof condition === "string" ? { condition } : {}),
      })),
    edges: edges.filter(
      ({ from, to }, at) =>
        from !== to &&
        known.has(from) &&
        known.has(to) &&
        edges.findIndex((other) => other.from === from && other.to === to) === at,
    ),
    places: layout.components,
    notes: layout.notes,
  };
}

/** Of components that share a key only the first can be meant. */
function isFirst({ key }: { key: string }, at: number, all: readonly { key: string }[]): boolean {
  return all.findIndex((other) => other.key === key) === at;
}

export interface Pasted {
  draft: Draft;
  keys: string[];
}

/** Adds a piece under new keys; its upper left corner comes to the place. Queries follow the new names. */
export function paste(draft: Draft, piece: Piece, at: Place): Pasted {
  const taken = takenKeys(draft);
  const names = new Map<string, string>();
  for (const { key } of piece.components) {
    const name = freeKey(/^[a-z][a-z0-9_]{0,39}$/.test(key) ? key : "component", taken);
    taken.add(name);
    names.set(key, name);
  }
  const notes = Object.values(piece.notes).map((note) => {
    const name = freeKey("note_1", taken);
    taken.add(name);
    return [name, note] as const;
  });
  const corners = [...piece.components.map(({ key }) => placeIn(piece, key)), ...notes.map(([, n]) => n)];
  const by = {
    x: Math.round(at.x - Math.min(...corners.map(({ x }) => x))),
    y: Math.round(at.y - Math.min(...corners.map(({ y }) => y))),
  };
  const moved = ({ x, y }: Place): Place => ({ x: x + by.x, y: y + by.y });
  const nameOf = (key: string) => names.get(key) ?? key;
  const copies = piece.components.map((component) => ({
    ...component,
    key: nameOf(component.key),
    settings: renamedTables(component, piece.edges, names),
    ...(component.condition === undefined ? {} : { condition: withResults(component.condition, names) }),
  }));
  const places = piece.components.map(({ key }) => [nameOf(key), moved(placeIn(piece, key))] as const);
  return {
    keys: [...copies.map(({ key }) => key), ...notes.map(([key]) => key)],
    draft: {
      ...draft,
      components: [...draft.components, ...copies],
      edges: [...draft.edges, ...piece.edges.map(({ from, to }) => ({ from: nameOf(from), to: nameOf(to) }))],
      layout: {
        ...draft.layout,
        components: { ...draft.layout.components, ...Object.fromEntries(places) },
        notes: {
          ...draft.layout.notes,
          ...Object.fromEntries(notes.map(([key, note]) => [key, { ...note, ...moved(note) }])),
        },
      },
    },
  };
}

function placeIn(piece: Piece, key: string): Place {
  // A key may be called like something that every object has.
  return (Object.hasOwn(piece.places, key) ? piece.places[key] : undefined) ?? { x: 0, y: 0 };
}

/** A query follows the new names of what it reads, and of nothing else that happens to be called so. */
function renamedTables({ key, settings }: DraftComponent, edges: Piece["edges"], names: ReadonlyMap<string, string>) {
  if (typeof settings.sql !== "string") {
    return settings;
  }
  const read = edges.filter(({ to }) => to === key).map(({ from }) => [from, names.get(from) ?? from] as const);
  return { ...settings, sql: withTables(settings.sql, new Map(read)) };
}
