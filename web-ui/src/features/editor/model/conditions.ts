import type { ComponentType } from "@contract";
import { typeOf, upstreamOf } from "./connections";
import type { Draft } from "./draft";

const ofAll = ["rowsIn", "rowsOut", "rowsRejected", "ran", "state"] as const;
const ofChecks = ["qualityPassed", "rulesFailed"] as const;

export interface NameGroup {
  /** Label of the component whose result it is; null for the run's own values. */
  of: string | null;
  names: string[];
}

/** What the condition of a component may name: the run's values, and the results of all that comes before it. */
export function conditionNames(draft: Draft, types: readonly ComponentType[], key: string): NameGroup[] {
  const before = upstreamOf(draft, key);
  return [
    { of: null, names: [...draft.parameters.map((parameter) => `param.${parameter.key}`), "run.date", "run.id"] },
    ...draft.components
      .filter((component) => before.has(component.key))
      .map((component) => ({
        of: component.label,
        names: [...ofAll, ...(typeOf(types, component)?.kind === "check" ? ofChecks : [])].map(
          (field) => `result.${component.key}.${field}`,
        ),
      })),
  ];
}

/** A text in quotes, or the result of a component. */
const PIECES = /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\bresult\.([a-z][a-z0-9_]*)\b/g;

/** A condition with components under other names; what stands in quotes stays. */
export function withResults(condition: string, names: ReadonlyMap<string, string>): string {
  return condition.replace(PIECES, (piece, key: string | undefined) =>
    key === undefined ? piece : `result.${names.get(key) ?? key}`,
  );
}
