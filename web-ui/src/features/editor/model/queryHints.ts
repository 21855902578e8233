import type { ComponentType } from "@contract";
import { isRecord } from "@/features/graph/definition";
import { type KnownColumns, type Upstream, upstreamsOf } from "./columns";
import { typeOf } from "./connections";
import type { Draft } from "./draft";
import { type UnknownColumn, unknownColumns, unknownTables } from "./unknownColumns";

/** A table or a column that a query asks for in vain, as far as it is known here. It keeps nothing from being published. */
export type QueryHint =
  | { kind: "table"; table: string; known: readonly string[] }
  | ({ kind: "column" } & UnknownColumn);

/** A hint and the field of the component that it is about. */
export interface PlacedHint {
  component: string;
  field: string;
  hint: QueryHint;
}

/** What tells one hint of a query from another. */
export function keyOfHint(hint: QueryHint): string {
  return hint.kind === "table" ? hint.table : `${hint.table} ${hint.column}`;
}

/** What a query asks for in vain. */
export function hintsOfQuery(sql: string, tables: readonly Upstream[]): QueryHint[] {
  const known = tables.map(({ key }) => key);
  return [
    ...unknownTables(sql, tables).map((table): QueryHint => ({ kind: "table", table, known })),
    ...unknownColumns(sql, tables).map((column): QueryHint => ({ kind: "column", ...column })),
  ];
}

/** The settings that hold a query, as the component's type says. */
function queryFields(type: ComponentType | undefined): string[] {
  const schema: unknown = type?.settingsSchema;
  const properties = isRecord(schema) && isRecord(schema.properties) ? schema.properties : {};
  return Object.entries(properties)
    .filter(
      ([, property]) => isRecord(property) && isRecord(property["x-headgate"]) && property["x-headgate"].sql === true,
    )
    .map(([name]) => name);
}

/** The hints of all queries of a draft. */
export function queryHints(draft: Draft, types: readonly ComponentType[], known: KnownColumns): PlacedHint[] {
  return draft.components.flatMap((component) =>
    queryFields(typeOf(types, component)).flatMap((field) => {
      const sql = component.settings[field];
      return typeof sql === "string"
        ? hintsOfQuery(sql, upstreamsOf(draft, component.key, known)).map((hint) => ({
            component: component.key,
            field,
            hint,
          }))
        : [];
    }),
  );
}
