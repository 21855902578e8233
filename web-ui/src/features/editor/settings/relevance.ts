import { isRecord } from "@/features/graph/definition";
import { faults } from "./validator";

/** Fields that mean something under a condition only: a list of allowed values, where values are what is checked. */
export interface FieldCondition {
  when: object;
  names: readonly string[];
}

/** Under which name the shown schema keeps the conditions of its fields. */
export const FIELD_CONDITIONS = "x-headgate-fields";

/** Every field that a part of a schema speaks of. */
function namesIn(schema: unknown): string[] {
  if (Array.isArray(schema)) {
    return schema.flatMap(namesIn);
  }
  if (!isRecord(schema)) {
    return [];
  }
  const required = Array.isArray(schema.required) ? schema.required.map(String) : [];
  const properties = isRecord(schema.properties) ? Object.keys(schema.properties) : [];
  return [...required, ...properties, ...namesIn(schema.allOf), ...namesIn(schema.anyOf), ...namesIn(schema.oneOf)];
}

/** The conditions of an object's fields, read off its schema's own ifs and thens. */
export function fieldConditions(schema: Record<string, unknown>): FieldCondition[] {
  const all = [schema, ...(Array.isArray(schema.allOf) ? schema.allOf : [])].filter(isRecord);
  return all.flatMap(({ if: when, then }) => (isRecord(when) ? [{ when, names: namesIn(then) }] : []));
}

/** Whether a field has its place in the form: it has no condition, one of its conditions holds, or something stands in it. */
export function isRelevant(schema: object, name: string, data: unknown): boolean {
  const conditions = ((schema as Record<string, unknown>)[FIELD_CONDITIONS] ?? []) as readonly FieldCondition[];
  const own = conditions.filter(({ names }) => names.includes(name));
  const isSet = isRecord(data) && data[name] !== undefined;
  return own.length === 0 || isSet || own.some(({ when }) => faults(when, data).length === 0);
}
