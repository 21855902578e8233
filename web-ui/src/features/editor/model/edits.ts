import type { ComponentType } from "@contract";
import type { Place } from "@/features/graph/definition";
import { withResults } from "./conditions";
import { outputsOf } from "./connections";
import { stable } from "./differences";
import {
  componentOf,
  type Draft,
  type DraftComponent,
  type DraftEdge,
  type DraftParameter,
  type Note,
  placeOf,
  type Settings,
} from "./draft";
import { freeKey, isDerived, keyFor, keysOf, takenKeys } from "./keys";
import { withTables } from "./tables";

/** Every edit is a function from a draft to another draft; one that changes nothing answers the same object. */

/** The settings that a schema gives by itself, so that the form and the saved draft say the same. */
export function defaultsOf(schema: unknown): Settings {
  const properties = (schema as { properties?: Record<string, { default?: unknown }> } | undefined)?.properties ?? {};
  return Object.fromEntries(
    Object.entries(properties)
      .filter(([, property]) => property.default !== undefined)
      .map(([key, property]) => [key, property.default]),
  );
}

export interface Added {
  draft: Draft;
  key: string;
}

export function add(draft: Draft, type: ComponentType, place: Place): Added {
  const key = freeKey(keyFor(type.title), takenKeys(draft));
  const component: DraftComponent = {
    key,
    type: type.type,
    version: type.version,
    label: type.title,
    settings: defaultsOf(type.settingsSchema),
  };
  return { key, draft: placed({ ...draft, components: [...draft.components, component] }, new Map([[key, place]])) };
}

/** Only for what `refusal` lets through. */
export function connect(draft: Draft, from: string, to: string): Draft {
  return { ...draft, edges: [...draft.edges, { from, to }] };
}

export function disconnect(draft: Draft, edges: readonly DraftEdge[]): Draft {
  const gone = new Set(edges.map(({ from, to }) => `${from}→${to}`));
  const left = draft.edges.filter(({ from, to }) => !gone.has(`${from}→${to}`));
  return left.length === draft.edges.length ? draft : { ...draft, edges: left };
}

/** Puts a component between two others: what went straight goes through it. */
export function insertOn(draft: Draft, edge: DraftEdge, key: string): Draft {
  return {
    ...draft,
    edges: draft.edges.flatMap((each) =>
      each.from === edge.from && each.to === edge.to
        ? [
            { from: edge.from, to: key },
            { from: key, to: edge.to },
          ]
        : [each],
    ),
  };
}

function without<T>(record: Readonly<Record<string, T>>, gone: ReadonlySet<string>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => !gone.has(key)));
}

/** Removes components and notes, with all edges at them. */
export function remove(draft: Draft, keys: readonly string[]): Draft {
  const gone = new Set(keys);
  if (!draft.components.some(({ key }) => gone.has(key)) && !keys.some((key) => key in draft.layout.notes)) {
    return draft;
  }
  return {
    ...draft,
    components: draft.components.filter(({ key }) => !gone.has(key)),
    edges: draft.edges.filter(({ from, to }) => !gone.has(from) && !gone.has(to)),
    layout: {
      ...draft.layout,
      components: without(draft.layout.components, gone),
      notes: without(draft.layout.notes, gone),
    },
  };
}

function isAlike(one: unknown, other: unknown): boolean {
  return one === other || stable(one) === stable(other);
}

export function change(draft: Draft, key: string, members: Partial<Omit<DraftComponent, "key">>): Draft {
  const known = componentOf(draft, key);
  const names = Object.keys(members) as (keyof typeof members)[];
  // A form hands over new objects, also where it has changed nothing.
  if (!known || names.every((name) => isAlike(known[name], members[name]))) {
    return draft;
  }
  const changed = Object.fromEntries(
    Object.entries({ ...known, ...members }).filter(([, value]) => value !== undefined),
  ) as unknown as DraftComponent;
  return { ...draft, components: draft.components.map((component) => (component === known ? changed : component)) };
}

export function setDisabled(draft: Draft, keys: readonly string[], disabled: boolean): Draft {
  return keys.reduce((now, key) => change(now, key, { disabled: disabled || undefined }), draft);
}

/** Names a component; its key follows while it is one that nobody chose and nothing reads it. */
export function rename(draft: Draft, key: string, label: string): Added {
  const known = componentOf(draft, key);
  if (!known || known.label === label) {
    return { draft, key };
  }
  const named = change(draft, key, { label });
  if (!isDerived(key, known.label) || outputsOf(draft, key).length > 0) {
    return { draft: named, key };
  }
  const others = takenKeys(draft);
  others.delete(key);
  return changeKey(named, key, freeKey(keyFor(label), others));
}

/** Gives a component another key, in queries too that read it as a table, and in conditions that ask for its result. */
export function changeKey(draft: Draft, key: string, wanted: string): Added {
  if (wanted === key || takenKeys(draft).has(wanted) || !/^[a-z][a-z0-9_]{0,39}$/.test(wanted)) {
    return { draft, key };
  }
  const other = (name: string) => (name === key ? wanted : name);
  const readers = new Set(outputsOf(draft, key));
  return {
    key: wanted,
    draft: {
      ...draft,
      components: draft.components.map((component) =>
        component.key === key
          ? { ...component, key: wanted }
          : withResult(
              readers.has(component.key)
                ? { ...component, settings: withTable(component.settings, key, wanted) }
                : component,
              key,
              wanted,
            ),
      ),
      edges: draft.edges.map(({ from, to }) => ({ from: other(from), to: other(to) })),
      layout: {
        ...draft.layout,
        components: Object.fromEntries(
          Object.entries(draft.layout.components).map(([name, place]) => [other(name), place]),
        ),
      },
    },
  };
}

/** A component whose condition asks for another's result under its new key; the same one where it does not. */
function withResult(component: DraftComponent, from: string, to: string): DraftComponent {
  const { condition } = component;
  const renamed = condition === undefined ? undefined : withResults(condition, new Map([[from, to]]));
  return renamed === condition ? component : { ...component, condition: renamed };
}

function withTable(settings: Settings, from: string, to: string): Settings {
  return typeof settings.sql === "string"
    ? { ...settings, sql: withTables(settings.sql, new Map([[from, to]])) }
    : settings;
}

/** Puts components and notes to places. */
export function placed(draft: Draft, places: ReadonlyMap<string, Place>): Draft {
  const components = { ...draft.layout.components };
  const notes = { ...draft.layout.notes };
  const known = keysOf(draft);
  let isChanged = false;
  for (const [key, { x, y }] of places) {
    if (!known.has(key) && !(key in notes)) {
      continue;
    }
    const place = { x: Math.round(x), y: Math.round(y) };
    const note = notes[key];
    const before = note ?? components[key];
    if (before?.x === place.x && before.y === place.y) {
      continue;
    }
    isChanged = true;
    if (note) {
      notes[key] = { ...note, ...place };
    } else {
      components[key] = place;
    }
  }
  return isChanged ? { ...draft, layout: { ...draft.layout, components, notes } } : draft;
}

/** Moves components and notes by the same way. */
export function nudge(draft: Draft, keys: readonly string[], by: Place): Draft {
  const places = keys.map((key) => {
    const { x, y } = draft.layout.notes[key] ?? placeOf(draft, key);
    return [key, { x: x + by.x, y: y + by.y }] as const;
  });
  return placed(draft, new Map(places));
}

const NOTE_STEP = 24;

export function addNote(draft: Draft, place: Place): Added {
  const key = freeKey("note_1", takenKeys(draft));
  const others = Object.values(draft.layout.notes);
  let [x, y] = [Math.round(place.x), Math.round(place.y)];
  // One exactly upon another would look like one.
  while (others.some((other) => other.x === x && other.y === y)) {
    x += NOTE_STEP;
    y += NOTE_STEP;
  }
  const note: Note = { x, y, width: 208, height: 112, text: "" };
  return { key, draft: { ...draft, layout: { ...draft.layout, notes: { ...draft.layout.notes, [key]: note } } } };
}

export function changeNote(draft: Draft, key: string, members: Partial<Note>): Draft {
  const known = draft.layout.notes[key];
  const names = Object.keys(members) as (keyof Note)[];
  if (!known || names.every((name) => known[name] === members[name])) {
    return draft;
  }
  const notes = { ...draft.layout.notes, [key]: { ...known, ...members } };
  return { ...draft, layout: { ...draft.layout, notes } };
}

export function setName(draft: Draft, name: string): Draft {
  return draft.name === name ? draft : { ...draft, name };
}

export function setParameters(draft: Draft, parameters: readonly DraftParameter[]): Draft {
  return isAlike(draft.parameters, parameters) ? draft : { ...draft, parameters };
}
