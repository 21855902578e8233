import { describe, expect, it } from "vitest";
import { readVersionsSearch } from "@/features/versions/search";
import { isFiltered, readProcessSearch } from "./search";

describe("the list's address", () => {
  it("has one tag or several, also such that look like numbers", () => {
    expect(readProcessSearch({ tag: "finance" }).tag).toEqual(["finance"]);
    expect(readProcessSearch({ tag: ["a", 2026] }).tag).toEqual(["a", "2026"]);
    expect(readProcessSearch({ tag: [""] }).tag).toBeUndefined();
    expect(readProcessSearch({ tag: { a: 1 } }).tag).toBeUndefined();
  });

  it("takes only what it knows, and leaves out what is as usual", () => {
    expect(readProcessSearch({ sort: "name", archived: "no", owner: "", page: 0 })).toEqual({});
    expect(readProcessSearch({ sort: "colour", archived: "perhaps" })).toEqual({});
    expect(readProcessSearch({ sort: "lastRun", archived: "only", owner: "ada", page: 2 })).toEqual({
      sort: "lastRun",
      archived: "only",
      owner: "ada",
      page: 2,
    });
  });

  it("tells whether anything is filtered; an order is no filter", () => {
    expect(isFiltered({ sort: "changed", page: 3 })).toBe(false);
    expect(isFiltered({ tag: ["a"] })).toBe(true);
  });
});

describe("the address of a comparison", () => {
  it("names versions by number, or the draft", () => {
    expect(readVersionsSearch({ from: 2, to: "draft", page: 1 })).toEqual({ from: 2, to: "draft", page: 1 });
    expect(readVersionsSearch({ from: "2x", to: -1 })).toEqual({});
  });
});
