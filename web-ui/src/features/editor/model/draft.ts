import { isRecord, type Place } from "@/features/graph/definition";
import { freeKey } from "./keys";

/** A process definition in full, as it is edited and saved: docs/process.schema.json. Never changed in place. */
export interface Draft {
  readonly schemaVersion: 1;
  readonly key: string;
  readonly name: string;
  readonly parameters: readonly DraftParameter[];
  readonly components: readonly DraftComponent[];
  readonly edges: readonly DraftEdge[];
  readonly layout: DraftLayout;
}

export interface DraftParameter {
  readonly key: string;
  readonly type: "string" | "integer" | "number" | "boolean" | "date";
  readonly label?: string;
  readonly required?: boolean;
  readonly default?: unknown;
}

export interface DraftComponent {
  readonly key: string;
  readonly type: string;
  readonly version?: number;
  readonly label: string;
  readonly settings: Settings;
  readonly retries?: { readonly count: number; readonly delay: string };
  readonly timeout?: string;
  readonly disabled?: boolean;
  readonly condition?: string;
}

export type Settings = Readonly<Record<string, unknown>>;

export interface DraftEdge {
  readonly from: string;
  readonly to: string;
}

/** Where things lie on the canvas. Notes belong to the picture and not to the process, so they live here. */
export interface DraftLayout {
  readonly components: Readonly<Record<string, Place>>;
  readonly notes: Readonly<Record<string, Note>>;
}

export interface Note {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly text: string;
}

function records(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

function number(value: unknown, otherwise: number): number {
  return typeof value === "number" && Number.isFinite(value) ? value : otherwise;
}

function note(value: Record<string, unknown>): Note {
  return {
    x: number(value.x, 0),
    y: number(value.y, 0),
    width: number(value.width, 208),
    height: number(value.height, 112),
    text: typeof value.text === "string" ? value.text : "",
  };
}

/** Notes get another key where a component has theirs: on the canvas, one key is one thing. */
function layout(value: unknown, taken: Set<string>): DraftLayout {
  const known = isRecord(value) ? value : {};
  const places = Object.entries(isRecord(known.components) ? known.components : {}).filter(
    (entry): entry is [string, Record<string, unknown>] =>
      isRecord(entry[1]) && typeof entry[1].x === "number" && typeof entry[1].y === "number",
  );
  const notes = Object.entries(isRecord(known.notes) ? known.notes : {}).filter(
    (entry): entry is [string, Record<string, unknown>] => isRecord(entry[1]),
  );
  return {
    ...known,
    components: Object.fromEntries(
      places.map(([key, place]) => [key, { x: number(place.x, 0), y: number(place.y, 0) }]),
    ),
    notes: Object.fromEntries(
      notes.map(([key, each]) => {
        const free = freeKey(key, taken);
        taken.add(free);
        return [free, note(each)];
      }),
    ),
  };
}

/** A component as the api gave it. It has read the document, so the fields that it requires are there. */
function component(value: Record<string, unknown>): DraftComponent {
  return {
    ...value,
    key: String(value.key ?? ""),
    type: String(value.type ?? ""),
    label: String(value.label ?? ""),
    settings: isRecord(value.settings) ? value.settings : {},
  };
}

/** The draft in what the api answers; members that this page does not know are kept. */
export function readDraft(json: unknown): Draft {
  const value = isRecord(json) ? json : {};
  const components = records(value.components).map(component);
  return {
    ...value,
    schemaVersion: 1,
    key: String(value.key ?? ""),
    name: String(value.name ?? ""),
    parameters: records(value.parameters) as unknown as DraftParameter[],
    components,
    edges: records(value.edges).map((edge) => ({ from: String(edge.from ?? ""), to: String(edge.to ?? "") })),
    layout: layout(value.layout, new Set(components.map(({ key }) => key))),
  };
}

/** What is sent and what two states of a draft are compared by. */
export function writeDraft(draft: Draft): string {
  return JSON.stringify(draft);
}

/** Components by their keys; lists of components never change, so that each is gone through once, however often it is asked. */
const indices = new WeakMap<Draft["components"], ReadonlyMap<string, DraftComponent>>();

export function componentOf({ components }: Draft, key: string): DraftComponent | undefined {
  let index = indices.get(components);
  if (!index) {
    // Where two share a key the first one is meant.
    index = new Map([...components].reverse().map((component) => [component.key, component]));
    indices.set(components, index);
  }
  return index.get(key);
}

export function placeOf(draft: Draft, key: string): Place {
  return draft.layout.components[key] ?? { x: 0, y: 0 };
}
