import { readFileSync } from "node:fs";
import yaml from "yaml";
import { root } from "./stack";

export interface Definition {
  components: { key: string; type: string; label: string; settings: Record<string, unknown> }[];
  edges: { from: string; to: string }[];
}

export type Column = { name: string; type: string; required?: boolean };
export type Rule = Record<string, unknown> & { type: string };
export type Place = { location: string; path: string };

export function check(isTrue: boolean, otherwise: string): void {
  if (!isTrue) {
    throw new Error(otherwise);
  }
}

/** The process that the demo brings along. */
export function demoDefinition(): Definition {
  return yaml.parse(readFileSync(`${root}deploy/local/demo/processes/flight-delays.yaml`, "utf8"));
}

/** JSON in one order, without what says the same as its absence: a default that is written out. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(plain);
  }
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(
      Object.entries(value)
        .filter(([name, each]) => !isDefault(name, each))
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(([name, each]) => [name, plain(each)]),
    );
  }
  return value;
}

const defaults: Readonly<Record<string, unknown>> = {
  required: false,
  header: true,
  delimiter: ",",
  onBadRows: "set-aside",
  writeMode: "replace",
  fileCount: 1,
  maxFailedPercent: 0,
  severity: "error",
};

function isDefault(name: string, value: unknown): boolean {
  return defaults[name] === value || (name === "partitionBy" && Array.isArray(value) && value.length === 0);
}

/** What the key of a component is called: that of an export is no table's name. */
export function keyLabel(type: string): string {
  return type === "export-files" ? "Key" : "Table name";
}

/** Both have the same components with the same settings, and the same edges. */
export function sameProcess(drawn: Definition, wanted: Definition): void {
  for (const component of wanted.components) {
    const found = drawn.components.find(({ key }) => key === component.key);
    const [mine, theirs] = [plain(found?.settings), plain(component.settings)].map((each) => JSON.stringify(each));
    check(found !== undefined, `${component.key} was not drawn: ${drawn.components.map(({ key }) => key).join(", ")}`);
    check(mine === theirs, `${component.key} is set otherwise:\n${mine}\n${theirs}`);
  }
  check(drawn.components.length === wanted.components.length, "There are other components too.");
  const lines = (definition: Definition) =>
    definition.edges
      .map(({ from, to }) => `${from}→${to}`)
      .sort()
      .join(" ");
  check(lines(drawn) === lines(wanted), `The edges differ:\n${lines(drawn)}\n${lines(wanted)}`);
}
