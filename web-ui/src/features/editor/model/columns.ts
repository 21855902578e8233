import { isRecord } from "@/features/graph/definition";
import { inputsOf } from "./connections";
import { componentOf, type Draft } from "./draft";

export interface Column {
  name: string;
  type: string;
}

/** A component before another one, which SQL reads as a table, with what is known of its columns. */
export interface Upstream {
  key: string;
  label: string;
  columns: readonly Column[];
}

/** What a run has told of each component's columns. */
export type KnownColumns = ReadonlyMap<string, readonly Column[]>;

function declared(settings: Readonly<Record<string, unknown>>): Column[] {
  return Array.isArray(settings.columns)
    ? settings.columns
        .filter(isRecord)
        .filter(({ name }) => typeof name === "string" && name !== "")
        .map(({ name, type }) => ({ name: String(name), type: typeof type === "string" ? type : "" }))
    : [];
}

/** Whether its rows are not those that come in: what it asks for, or what another process has made. */
function hasRowsOfItsOwn(settings: Readonly<Record<string, unknown>>): boolean {
  return "sql" in settings || "process" in settings;
}

/** The columns that a component yields: as its settings say, as its input has them, or as its last result had them. */
export function columnsOf(
  draft: Draft,
  key: string,
  known: KnownColumns,
  seen: ReadonlySet<string> = new Set(),
): readonly Column[] {
  const component = componentOf(draft, key);
  if (!component || seen.has(key)) {
    return [];
  }
  const own = declared(component.settings);
  if (own.length > 0 && !component.disabled) {
    return own;
  }
  const [input, ...more] = inputsOf(draft, key);
  // What has no rows of its own passes its one input through.
  if (input !== undefined && more.length === 0 && (component.disabled || !hasRowsOfItsOwn(component.settings))) {
    return columnsOf(draft, input, known, new Set([...seen, key]));
  }
  return known.get(key) ?? [];
}

export function upstreamsOf(draft: Draft, key: string, known: KnownColumns): Upstream[] {
  return inputsOf(draft, key).map((input) => ({
    key: input,
    label: componentOf(draft, input)?.label ?? input,
    columns: columnsOf(draft, input, known),
  }));
}
