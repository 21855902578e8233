import { describe, expect, it } from "vitest";
import { barHeights } from "@/features/processes/bars";
import { readProcessSearch } from "@/features/processes/search";
import { safeReturn } from "@/features/session/safeReturn";
import { i18next } from "@/i18n";
import { cutAtMatches, findLines } from "./logLines";
import { originWords } from "./origin";
import { readResult } from "./result";
import { readRunSearch, readRunsSearch } from "./search";

describe("readResult", () => {
  it("reads what is there and does without the rest", () => {
    expect(
      readResult({ rows: { out: 5 }, quality: { passed: false, rules: [{ name: "n", failed: 2, passed: false }] } }),
    ).toEqual({
      rows: { in: null, out: 5, rejected: null },
      bytes: { in: null, out: null },
      columns: [],
      quality: {
        passed: false,
        rules: [
          { name: "n", type: "", column: "", failed: 2, checked: 0, failedPercent: 0, passed: false, severity: "" },
        ],
      },
      files: null,
      written: null,
    });
    expect(readResult(null)).toBeNull();
  });

  it("knows where an export was written, when that was told", () => {
    const exported = { files: 2, location: "curated", path: "a/b", format: "csv" };
    expect(readResult({ exported })?.written).toEqual({ location: "curated", path: "a/b", format: "csv" });
    expect(readResult({ exported: { files: 2 } })?.written).toBeNull();
  });
});

describe("filters in the address", () => {
  it("keeps what it knows and drops the rest", () => {
    expect(readRunsSearch({ state: "FAILED", origin: "EVENT", from: "2026-11-01", process: "p", evil: 1 })).toEqual({
      state: "FAILED",
      origin: "EVENT",
      from: "2026-11-01",
      process: "p",
    });
    expect(readRunsSearch({ state: "BROKEN", origin: "NOBODY", to: "tomorrow" })).toEqual({});
    expect(readRunSearch({ tab: "log", component: "a" })).toEqual({ tab: "log", component: "a" });
    expect(readProcessSearch({ q: 2013, sort: "name" })).toEqual({ q: "2013" });
  });
});

describe("originWords", () => {
  it("says what called a run", () => {
    expect(originWords({ origin: "SUBPROCESS", requestedBy: "called by whole" }, i18next.t)).toBe("Called by whole");
  });
});

describe("safeReturn", () => {
  it.each([
    ["/t/acme/processes?q=x", "/t/acme/processes?q=x"],
    ["https://elsewhere.example", "/"],
    ["//elsewhere.example", "/"],
    ["/\\elsewhere.example", "/"],
    [undefined, "/"],
  ])("goes from %s to %s", (to, place) => expect(safeReturn(to)).toBe(place));
});

describe("logs", () => {
  it("finds lines whatever their case, and keeps their numbers", () => {
    expect(findLines("one\nTWO\nthree\n", "two")).toEqual([{ number: 2, text: "TWO" }]);
    expect(findLines("one\n", "")).toHaveLength(1);
  });

  it("cuts a line at its matches", () => {
    expect(cutAtMatches("an Error is an error", "error")).toEqual(["an ", "Error", " is an ", "error", ""]);
  });
});

describe("barHeights", () => {
  it("shows the oldest first and the longest at full height", () => {
    const at = (second: number) => `2026-01-01T00:00:${String(second).padStart(2, "0")}Z`;
    const bar = (id: string, from: number, to: number) => ({
      id,
      state: "SUCCEEDED" as const,
      requestedAt: at(from),
      startedAt: at(from),
      endedAt: at(to),
    });
    const bars = barHeights([bar("new", 10, 15), bar("old", 0, 10)], 0);
    expect(bars.map((each) => each.run.id)).toEqual(["old", "new"]);
    expect(bars[0]?.height).toBe(1);
    expect(bars[1]?.height).toBeCloseTo(0.65);
  });
});
