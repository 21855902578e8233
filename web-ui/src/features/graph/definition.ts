/** A process definition as the canvas needs it. The contract gives it as any JSON: its own schema is docs/process.schema.json. */
export interface ProcessDefinition {
  key: string;
  name: string;
  parameters: Parameter[];
  components: Component[];
  edges: Edge[];
  layout: ReadonlyMap<string, Place>;
}

export type ParameterType = "string" | "integer" | "number" | "boolean" | "date";

export interface Parameter {
  key: string;
  type: ParameterType;
  label: string;
  required: boolean;
  default?: string | number | boolean;
}

export interface Component {
  key: string;
  type: string;
  version: number | null;
  label: string;
  settings: Readonly<Record<string, unknown>>;
  disabled: boolean;
  /** Empty for none. */
  condition: string;
}

export interface Edge {
  readonly from: string;
  readonly to: string;
}

export interface Place {
  readonly x: number;
  readonly y: number;
}

const parameterTypes: ReadonlySet<string> = new Set<ParameterType>(["string", "integer", "number", "boolean", "date"]);

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function list(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

function text(value: unknown, otherwise: string): string {
  return typeof value === "string" ? value : otherwise;
}

function isParameterType(value: unknown): value is ParameterType {
  return typeof value === "string" && parameterTypes.has(value);
}

function parameter(value: Record<string, unknown>): Parameter {
  const key = text(value.key, "");
  const given = value.default;
  return {
    key,
    type: isParameterType(value.type) ? value.type : "string",
    label: text(value.label, key),
    required: value.required === true,
    ...(typeof given === "string" || typeof given === "number" || typeof given === "boolean" ? { default: given } : {}),
  };
}

function component(value: Record<string, unknown>): Component {
  const key = text(value.key, "");
  return {
    key,
    type: text(value.type, ""),
    version: typeof value.version === "number" ? value.version : null,
    label: text(value.label, key),
    settings: isRecord(value.settings) ? value.settings : {},
    disabled: value.disabled === true,
    condition: text(value.condition, ""),
  };
}

function layout(value: unknown): Map<string, Place> {
  const places = new Map<string, Place>();
  const components = isRecord(value) && isRecord(value.components) ? value.components : {};
  for (const [key, place] of Object.entries(components)) {
    if (isRecord(place) && typeof place.x === "number" && typeof place.y === "number") {
      places.set(key, { x: place.x, y: place.y });
    }
  }
  return places;
}

/** Reads a definition, a faulty draft too: what does not fit is left out, for the api tells what is wrong with it. */
export function readDefinition(json: unknown): ProcessDefinition {
  const value = isRecord(json) ? json : {};
  return {
    key: text(value.key, ""),
    name: text(value.name, ""),
    parameters: list(value.parameters).map(parameter),
    components: list(value.components).map(component),
    edges: list(value.edges).map((edge) => ({ from: text(edge.from, ""), to: text(edge.to, "") })),
    layout: layout(value.layout),
  };
}
