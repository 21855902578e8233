import type { ComponentView } from "@contract";
import { isOver, type RunState } from "@/components/status";
import { isRecord } from "@/features/graph/definition";
import type { GraphStatus, NodeStatus } from "@/features/graph/status";

export interface QualityRule {
  name: string;
  type: string;
  column: string;
  failed: number;
  checked: number;
  failedPercent: number;
  passed: boolean;
  severity: string;
}

/** What a component left behind. The contract gives it as any JSON: it comes from the tenant's account. */
export interface ComponentResult {
  rows: { in: number | null; out: number | null; rejected: number | null };
  bytes: { in: number | null; out: number | null };
  columns: { name: string; type: string }[];
  quality: { passed: boolean; rules: QualityRule[] } | null;
  files: number | null;
  /** Where an export was written; null for what is none, and for an export of before this was told. */
  written: { location: string; path: string; format: string } | null;
}

function number(value: unknown): number | null {
  return typeof value === "number" ? value : null;
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function list(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

function rule(value: Record<string, unknown>): QualityRule {
  return {
    name: text(value.name),
    type: text(value.type),
    column: text(value.column),
    failed: number(value.failed) ?? 0,
    checked: number(value.checked) ?? 0,
    failedPercent: number(value.failedPercent) ?? 0,
    passed: value.passed === true,
    severity: text(value.severity),
  };
}

function written(exported: unknown): ComponentResult["written"] {
  const { location, path, format } = isRecord(exported) ? exported : {};
  return typeof location === "string" && typeof path === "string" ? { location, path, format: text(format) } : null;
}

export function readResult(json: unknown): ComponentResult | null {
  if (!isRecord(json)) {
    return null;
  }
  const rows = isRecord(json.rows) ? json.rows : {};
  const bytes = isRecord(json.bytes) ? json.bytes : {};
  return {
    rows: { in: number(rows.in), out: number(rows.out), rejected: number(rows.rejected) },
    bytes: { in: number(bytes.in), out: number(bytes.out) },
    columns: list(json.columns).map((column) => ({ name: text(column.name), type: text(column.type) })),
    quality: isRecord(json.quality)
      ? { passed: json.quality.passed === true, rules: list(json.quality.rules).map(rule) }
      : null,
    files: isRecord(json.exported) ? number(json.exported.files) : null,
    written: written(json.exported),
  };
}

function nodeStatus(component: ComponentView): NodeStatus {
  const result = readResult(component.result);
  const rules = result?.quality?.rules;
  return {
    state: component.state,
    rowsOut: result?.rows.out ?? null,
    rejected: result?.rows.rejected ?? null,
    rules:
      rules && rules.length > 0 ? { passed: rules.filter((each) => each.passed).length, total: rules.length } : null,
    files: result?.files ?? null,
  };
}

/** What a run says about its graph. */
export function toGraphStatus(state: RunState, components: readonly ComponentView[]): GraphStatus {
  return {
    nodes: new Map(components.map((component) => [component.key, nodeStatus(component)])),
    active: !isOver(state),
  };
}
