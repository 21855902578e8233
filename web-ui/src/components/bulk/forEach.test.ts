import { describe, expect, it } from "vitest";
import { ProblemError } from "@/api/problem";
import { forEach } from "./forEach";

const refused = new ProblemError({ status: 409, code: "process.runs-open", detail: "One run is under way." });

describe("one thing for many", () => {
  it("goes on after a failure and says which failed and why, in the order of the items", async () => {
    const outcomes = await forEach(
      ["a", "b", "c"],
      async (item) => {
        if (item === "b") {
          throw refused;
        }
      },
      () => {},
    );
    expect(outcomes.map(({ item, problem }) => [item, problem?.code])).toEqual([
      ["a", undefined],
      ["b", "process.runs-open"],
      ["c", undefined],
    ]);
  });

  it("has never more than four on their way and tells each that is done", async () => {
    let open = 0;
    let most = 0;
    const told: number[] = [];
    const outcomes = await forEach(
      Array.from({ length: 20 }, (_, number) => number),
      async () => {
        open += 1;
        most = Math.max(most, open);
        await Promise.resolve();
        open -= 1;
      },
      (done) => told.push(done),
    );
    expect(most).toBe(4);
    expect(outcomes).toHaveLength(20);
    expect(told).toEqual(Array.from({ length: 20 }, (_, number) => number + 1));
  });

  it("does nothing for nothing", async () => {
    expect(
      await forEach(
        [],
        () => Promise.reject(refused),
        () => {},
      ),
    ).toEqual([]);
  });
});
