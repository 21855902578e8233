import type { TrialSample, TrialView } from "@contract";
import { describe, expect, it } from "vitest";
import type { Draft } from "./draft";
import { cellsOf, columnsOfTries, isNumeric, phaseOf, splitSample, type Try } from "./trial";

type Found = TrialSample["components"][number];

function found(component: string, changed: Partial<Found> = {}): Found {
  return {
    component,
    outcome: "SUCCEEDED",
    error: null,
    counts: { in: null, out: null, rejected: null },
    columns: [{ name: "a", type: "string", textBecause: [] }],
    rows: [],
    cut: [],
    rejected: [],
    quality: null,
    wouldWrite: null,
    shortened: false,
    ...changed,
  };
}

function sample(...components: Found[]): TrialSample {
  return { succeeded: true, error: null, sourceRows: 1000, components };
}

const emptyDraft: Draft = {
  schemaVersion: 1,
  key: "p",
  name: "P",
  parameters: [],
  components: [],
  edges: [],
  layout: { components: {}, notes: {} },
};

const asked: Try = { id: "t1", scope: "UP_TO", rows: 20, draft: emptyDraft, sample: null, error: null };

function trial(changed: Partial<TrialView>): TrialView {
  return {
    id: "t1",
    process: "p",
    component: "a",
    scope: "UP_TO",
    rows: 20,
    state: "QUEUED",
    cancelling: false,
    requestedBy: "a",
    requestedAt: "2026-01-01T00:00:00Z",
    startedAt: null,
    endedAt: null,
    trouble: null,
    error: null,
    sampleUntil: null,
    ...changed,
  };
}

describe("phaseOf", () => {
  const start = Date.parse("2026-01-01T00:00:00Z");
  it.each([
    [{ state: "QUEUED" }, "queued"],
    [{ state: "PENDING" }, "waiting"],
    [{ state: "RUNNING", startedAt: "2026-01-01T00:00:00Z" }, "starting"],
    [{ state: "RUNNING", startedAt: "2025-12-31T23:59:00Z" }, "running"],
    [{ state: "SUCCEEDED", sampleUntil: "2026-01-01T01:00:00Z" }, "fetching"],
    [{ state: "FAILED" }, "over"],
    [{ state: "CANCELLED" }, "cancelled"],
  ] as const)("%j is %s", (changed, phase) => {
    expect(phaseOf(asked, trial(changed), start + 1000)).toBe(phase);
  });

  it("is over with a sample or a refusal, whatever the trial says", () => {
    expect(phaseOf({ ...asked, sample: sample() }, trial({ state: "RUNNING" }), start)).toBe("over");
    expect(phaseOf({ ...asked, id: null, error: new Error("no") }, undefined, start)).toBe("over");
  });
});

describe("columnsOfTries", () => {
  it("offers what was found on the way too, but nothing of what failed", () => {
    const known = columnsOfTries([
      asked,
      {
        ...asked,
        sample: sample(
          found("before", { columns: [{ name: "b", type: "int", textBecause: [] }] }),
          found("bad", { outcome: "FAILED" }),
        ),
      },
    ]);
    expect([...known]).toEqual([["before", [{ name: "b", type: "int", textBecause: [] }]]]);
  });
});

describe("cellsOf", () => {
  it("tells missing values and cut texts, and fills rows up", () => {
    const columns = ["a", "b", "c"].map((name) => ({ name, type: "string", textBecause: [] }));
    expect(
      cellsOf(
        found("x", { columns, rows: [["1", null as unknown as string], ["long"]], cut: [{ row: 1, column: 0 }] }),
      ),
    ).toEqual([
      [
        { text: "1", isCut: false },
        { text: null, isCut: false },
        { text: null, isCut: false },
      ],
      [
        { text: "long", isCut: true },
        { text: null, isCut: false },
        { text: null, isCut: false },
      ],
    ]);
  });
});

describe("splitSample", () => {
  it("names the component that kept the wanted one from being tried", () => {
    const { wanted, culprit } = splitSample(
      sample(found("a"), found("b", { outcome: "FAILED" }), found("c", { outcome: "NOT_TRIED" })),
    );
    expect([wanted?.component, culprit?.component]).toEqual(["c", "b"]);
  });
});

describe("isNumeric", () => {
  it.each([
    ["int", true],
    ["decimal(10,2)", true],
    ["string", false],
    ["array<int>", false],
  ])("%s: %s", (type, expected) => {
    expect(isNumeric(type)).toBe(expected);
  });
});
