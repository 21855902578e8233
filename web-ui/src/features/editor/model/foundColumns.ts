import { isRecord } from "@/features/graph/definition";
import type { Column } from "./columns";

/** What the settings call the types that a cluster tells. */
const words: Readonly<Record<string, string>> = { int: "integer", bigint: "long" };
const plain = new Set(["integer", "long", "double", "boolean", "date", "timestamp"]);

/** Columns as the settings of a source name them. What was said of a column beside its type stays. */
export function foundColumns(found: readonly Column[], before: unknown): Record<string, unknown>[] {
  const said = new Map(
    (Array.isArray(before) ? before : []).filter(isRecord).map((column) => [column.name, column] as const),
  );
  return found.map(({ name, type }) => {
    const word = words[type] ?? type;
    return { ...said.get(name), name, type: plain.has(word) ? word : "string" };
  });
}
