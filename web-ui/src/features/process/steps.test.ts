import { describe, expect, it } from "vitest";
import { toSteps } from "./steps";

const at = "2026-01-01T00:00:00Z";
const phases = (publication: Parameters<typeof toSteps>[0]) => toSteps(publication).map((step) => step.phase);

describe("toSteps", () => {
  it("shows what is reached, what is under way and what is still to come", () => {
    expect(
      phases({
        state: "UPLOADED",
        steps: [
          { state: "RENDERED", at },
          { state: "UPLOADED", at },
        ],
      }),
    ).toEqual(["done", "done", "current", "ahead"]);
  });

  it("shows where it failed", () => {
    const steps = [
      { state: "RENDERED" as const, at },
      { state: "UPLOADED" as const, at },
      { state: "IMPORT_ERROR" as const, at },
    ];
    expect(phases({ state: "IMPORT_ERROR", steps })).toEqual(["done", "done", "failed", "ahead"]);
  });

  it("shows nothing under way once it was superseded", () => {
    expect(phases({ state: "SUPERSEDED", steps: [{ state: "RENDERED", at }] })).toEqual([
      "done",
      "ahead",
      "ahead",
      "ahead",
    ]);
  });
});
