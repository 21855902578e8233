import type { TrialSample, TrialView } from "@contract";
import type { Column, KnownColumns } from "./columns";
import type { Draft } from "./draft";

/** A component that was tried, or is being tried. */
export interface Try {
  /** Of the trial; null while it is being asked for. */
  id: string | null;
  scope: TrialView["scope"];
  rows: number;
  /** The draft as it was tried: an edit makes another. */
  draft: Draft;
  sample: TrialSample | null;
  /** Whether what it found has been put into the settings, where that was what it was for. */
  isUsed?: boolean;
  /** Why it could not be asked for, or its sample not be fetched. */
  error: unknown;
}

export type TrialPhase =
  | "sending"
  | "queued"
  | "handing"
  | "waiting"
  | "starting"
  | "running"
  | "fetching"
  | "cancelled"
  | "over";

/** So long does Spark take to come up at least; the cluster does not tell when it has. */
const SPARK_START = 8000;

/** What a trial is at, as one would say it. */
export function phaseOf(attempt: Try, trial: TrialView | undefined, now: number): TrialPhase {
  if (attempt.sample !== null || attempt.error !== null) {
    return "over";
  }
  if (attempt.id === null || trial === undefined) {
    return "sending";
  }
  switch (trial.state) {
    case "QUEUED":
      return "queued";
    case "SUBMITTING":
      return "handing";
    case "PENDING":
      return "waiting";
    case "RUNNING":
      return trial.startedAt !== null && now - Date.parse(trial.startedAt) < SPARK_START ? "starting" : "running";
    case "CANCELLED":
      return "cancelled";
    case "SUCCEEDED":
    case "FAILED":
      return trial.sampleUntil === null ? "over" : "fetching";
  }
}

/** The columns that trials have found, by component; of each component those of the latest trial in the list. */
export function columnsOfTries(tries: readonly Try[]): KnownColumns {
  const found = new Map<string, readonly Column[]>();
  for (const { sample } of tries) {
    for (const { component, outcome, columns } of sample?.components ?? []) {
      if (outcome === "SUCCEEDED" && columns.length > 0) {
        found.set(component, columns);
      }
    }
  }
  return found;
}

export interface Cell {
  /** Null where there is no value. */
  text: string | null;
  /** Whether the text goes on in the data. */
  isCut: boolean;
}

/** A component's rows with what is known of each cell; every row has as many cells as there are columns. */
export function cellsOf(found: TrialSample["components"][number]): Cell[][] {
  const cut = new Set(found.cut.map(({ row, column }) => `${row} ${column}`));
  return found.rows.map((row, at) =>
    found.columns.map((_, column) => ({ text: row[column] ?? null, isCut: cut.has(`${at} ${column}`) })),
  );
}

const numeric = /^(tinyint|smallint|int|bigint|float|double|decimal)/;

export function isNumeric(type: string): boolean {
  return numeric.test(type);
}

/** What is shown first: the wanted component, and if it was not tried, the one that kept it from being tried. */
export function splitSample(sample: TrialSample) {
  const before = [...sample.components];
  const wanted = before.pop();
  const culprit = wanted?.outcome === "NOT_TRIED" ? before.find(({ outcome }) => outcome === "FAILED") : undefined;
  return { wanted, before, culprit };
}
