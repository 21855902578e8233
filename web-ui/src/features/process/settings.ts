import type { ComponentType } from "@contract";
import { type Component, isRecord } from "@/features/graph/definition";

/** One setting as it is shown: plain text, code, or a small table. */
export type ShownSetting = { key: string; title: string } & (
  | { kind: "text"; text: string }
  | { kind: "code"; text: string }
  | { kind: "rows"; columns: string[]; rows: string[][] }
);

function plain(value: unknown): string {
  if (Array.isArray(value)) {
    return value.length === 0 ? "–" : value.map(plain).join(", ");
  }
  if (typeof value === "string") {
    return value === "" ? "“”" : value;
  }
  return typeof value === "number" || typeof value === "boolean" ? String(value) : JSON.stringify(value);
}

/** What names a row comes before what it says. */
const first = ["name", "type", "column"];

function rowsOf(records: Record<string, unknown>[]): { columns: string[]; rows: string[][] } {
  const found = [...new Set(records.flatMap((record) => Object.keys(record)))];
  const columns = [...first.filter((column) => found.includes(column)), ...found.filter((key) => !first.includes(key))];
  return {
    columns,
    rows: records.map((record) => columns.map((column) => (column in record ? plain(record[column]) : ""))),
  };
}

function shown(
  value: unknown,
): { kind: "text" | "code"; text: string } | { kind: "rows"; columns: string[]; rows: string[][] } {
  if (typeof value === "string" && value.includes("\n")) {
    return { kind: "code", text: value };
  }
  if (isRecord(value) && typeof value.location === "string" && typeof value.path === "string") {
    return { kind: "text", text: `${value.location} › ${value.path}` };
  }
  if (Array.isArray(value) && value.length > 0 && value.every(isRecord)) {
    return { kind: "rows", ...rowsOf(value) };
  }
  return { kind: "text", text: plain(value) };
}

function properties(schema: unknown): Record<string, unknown> {
  return isRecord(schema) && isRecord(schema.properties) ? schema.properties : {};
}

/** The settings of a component in the order and with the titles of its type's schema. */
export function toSettings(component: Component, type: ComponentType | undefined): ShownSetting[] {
  const known = properties(type?.settingsSchema);
  const keys = [
    ...Object.keys(known).filter((key) => key in component.settings),
    ...Object.keys(component.settings).filter((key) => !(key in known)),
  ];
  return keys.map((key) => {
    const schema = known[key];
    const title = isRecord(schema) && typeof schema.title === "string" ? schema.title : key;
    const value = component.settings[key];
    // Code is code even when it fits on one line.
    const isSql = isRecord(schema) && isRecord(schema["x-headgate"]) && schema["x-headgate"].sql === true;
    return {
      key,
      title,
      ...(isSql && typeof value === "string" ? { kind: "code" as const, text: value } : shown(value)),
    };
  });
}
