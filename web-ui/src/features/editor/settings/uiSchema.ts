import type { UiSchema } from "@rjsf/utils";
import { isRecord } from "@/features/graph/definition";
import { FIELD_CONDITIONS, fieldConditions } from "./relevance";

/** Which field of ours shows which part of a component's settings: read off its schema, so that a new type needs no code here. */
export function toUiSchema(schema: unknown): UiSchema {
  if (!isRecord(schema)) {
    return {};
  }
  const own = ownField(schema);
  if (own) {
    return { "ui:field": own };
  }
  const ui: UiSchema = {};
  const widget = ownWidget(schema);
  if (widget) {
    ui["ui:widget"] = widget;
  }
  if (isRecord(schema.properties)) {
    for (const [name, property] of Object.entries(schema.properties)) {
      ui[name] = toUiSchema(property);
    }
  }
  if (isRecord(schema.items)) {
    ui.items = toUiSchema(schema.items);
  }
  return ui;
}

function mark(schema: Record<string, unknown>): Record<string, unknown> {
  return isRecord(schema["x-headgate"]) ? schema["x-headgate"] : {};
}

function ownField(schema: Record<string, unknown>): string | null {
  if (typeof mark(schema).location === "string") {
    return "place";
  }
  if (isRecord(schema.items) && isFlat(schema.items)) {
    return "rows";
  }
  if (isRecord(schema.items) && isScalar(schema.items) && !Array.isArray(schema.items.enum)) {
    return "list";
  }
  if (schema.type === "object" && !isRecord(schema.properties) && isRecord(schema.additionalProperties)) {
    return mark(schema).processParameters === true ? "passed" : "entries";
  }
  return Array.isArray(schema.type) ? "value" : null;
}

function ownWidget(schema: Record<string, unknown>): string | null {
  if (mark(schema).sql === true) {
    return "sql";
  }
  if (mark(schema).process === true) {
    return "process";
  }
  if (mark(schema).processComponent === true) {
    return "processComponent";
  }
  return mark(schema).column === true ? "column" : null;
}

function isScalar(schema: Record<string, unknown>): boolean {
  return schema.type !== "object" && schema.type !== "array";
}

/** Whether the items make a table: a few plain fields each, and none that comes and goes with another. */
function isFlat(items: Record<string, unknown>): boolean {
  if (!isRecord(items.properties)) {
    return false;
  }
  const fields = Object.values(items.properties).filter(isRecord);
  return fields.length > 0 && fields.length <= 4 && fields.every(isScalar);
}

/** A value of a list in words: set-aside → Set aside. */
export function wordOf(value: unknown): string {
  const text = String(value);
  if (text === "csv" || text === "json") {
    return text.toUpperCase();
  }
  const spaced = text.replaceAll("-", " ");
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

const CONDITIONS = ["allOf", "anyOf", "oneOf", "if", "then", "else"] as const;

/** Whether a condition brings fields that are not there without it. */
function bringsFields(condition: unknown, known: ReadonlySet<string>): boolean {
  if (Array.isArray(condition)) {
    return condition.some((each) => bringsFields(each, known));
  }
  if (!isRecord(condition)) {
    return false;
  }
  const own = isRecord(condition.properties) ? Object.keys(condition.properties) : [];
  return own.some((name) => !known.has(name)) || CONDITIONS.some((name) => bringsFields(condition[name], known));
}

/**
 * The schema as the form shows it: without conditions that only judge what is there. The form would show each as a choice of its
 * own and build its fields anew, under the hands of who fills them in. The check still knows them.
 */
export function shownSchema(schema: unknown): unknown {
  if (Array.isArray(schema)) {
    return schema.map(shownSchema);
  }
  if (!isRecord(schema)) {
    return schema;
  }
  const known = new Set(isRecord(schema.properties) ? Object.keys(schema.properties) : []);
  const conditions = known.size === 0 ? [] : fieldConditions(schema);
  const shown = Object.fromEntries(
    Object.entries(schema)
      .filter(
        ([name, value]) =>
          known.size === 0 || !CONDITIONS.some((condition) => condition === name) || bringsFields(value, known),
      )
      .map(([name, value]) => [name, name === "examples" || name === "default" ? value : shownSchema(value)]),
  );
  return conditions.length === 0 ? shown : { ...shown, [FIELD_CONDITIONS]: conditions };
}
