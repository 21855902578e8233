import { CompletionContext, type CompletionResult, type CompletionSource } from "@codemirror/autocomplete";
import { EditorState } from "@codemirror/state";
import { expect, it } from "vitest";
import type { Upstream } from "../model/columns";
import { sqlOf } from "./sqlCompletion";

const flights: Upstream = {
  key: "flights",
  label: "Flights",
  columns: [
    { name: "carrier", type: "string" },
    { name: "fare", type: "double" },
  ],
};
const carriers: Upstream = {
  key: "carriers",
  label: "Airlines",
  columns: [
    { name: "carrier", type: "string" },
    { name: "full name", type: "string" },
  ],
};

/** What is offered at the bar of a text: names as they are inserted, the first ones first. */
function offered(text: string, tables: readonly Upstream[], explicit = false) {
  const at = text.indexOf("|");
  const state = EditorState.create({ doc: text.replace("|", ""), extensions: sqlOf(tables) });
  const results = state
    .languageDataAt<CompletionSource>("autocomplete", at)
    .map((source) => source(new CompletionContext(state, at, explicit)) as CompletionResult | null);
  return results.flatMap((result) => result?.options ?? []).sort((one, other) => (other.boost ?? 0) - (one.boost ?? 0));
}

const labels = (text: string, tables: readonly Upstream[] = [flights], explicit = false) =>
  offered(text, tables, explicit).map(({ label }) => label);

it.each([
  "SELECT fare FROM f|",
  "SELECT fare FROM flights JOIN f|",
  "SELECT fare FROM flights, f|",
  "select fare from flights left join f|",
  "WITH late AS (SELECT fare FROM f|",
  "SELECT (SELECT max(fare) FROM f|) FROM flights",
  "SELECT extract(year FROM fare) FROM f|",
])("offers tables and nothing else: %s", (text) => {
  expect(labels(text, [flights, carriers])).toEqual(["flights", "carriers"]);
});

it.each([
  "SELECT f|",
  "SELECT f| FROM flights",
  "SELECT carrier, max(f|) FROM flights",
  "SELECT extract(year FROM f|",
  "SELECT fare FROM flights WHERE f|",
  "SELECT fare FROM flights AS a JOIN flights AS b ON f|",
  "SELECT fare FROM flights WHERE fare IN (SELECT f|",
  "SELECT fare FROM flights WHERE (fare > 1 OR f|",
  "SELECT fare FROM (SELECT * FROM flights) AS g WHERE f|",
  "SELECT fare FROM flights GROUP BY f|",
])("offers columns before tables and words: %s", (text) => {
  const found = labels(text);
  expect(found.slice(0, 2)).toEqual(["carrier", "fare"]);
  expect(found).toContain("flights");
  expect(found).toContain("CASE");
});

it.each(["f|", "SELECT fare FROM flights w|", "SELECT fare FROM flights LIMIT f|", "SELECT 1 FROM flights; f|"])(
  "offers words where no name fits, and names on demand: %s",
  (text) => {
    expect(labels(text)).toContain("WHERE");
    expect(labels(text)).not.toContain("flights");
    expect(labels(text, [flights], true)).toContain("flights");
  },
);

it("offers the columns of what the query reads, each once, with the tables that have it", () => {
  const both = [flights, carriers];
  expect(labels("SELECT f| FROM flights", both)).not.toContain("full name");
  const all = offered("SELECT f| FROM flights JOIN carriers", both);
  expect(all.filter(({ label }) => label === "carrier").map(({ detail }) => detail)).toEqual([
    "string · flights, carriers",
  ]);
  expect(all.find(({ label }) => label === "full name")?.apply).toBe("`full name`");
});

it("offers a table's own columns behind its name or its alias", () => {
  expect(labels("SELECT carriers.f| FROM carriers", [flights, carriers])).toEqual(["carrier", "full name"]);
  expect(labels("SELECT c.f| FROM carriers AS c", [flights, carriers])).toEqual(["carrier", "full name"]);
});

it("offers nothing in a text", () => {
  expect(labels("SELECT fare FROM flights WHERE carrier = 'f|'")).toEqual([]);
});
