import { expect, it } from "vitest";
import { readDraft } from "./draft";
import { queryHints } from "./queryHints";
import { catalogue } from "./testing";

const columns = [{ name: "carrier", type: "string" }];
const draft = (sql: string) =>
  readDraft({
    key: "delays",
    name: "Delays",
    components: [
      { key: "flights", type: "ingest-files", version: 1, label: "Flights", settings: { columns } },
      { key: "late", type: "sql-rule", version: 1, label: "Late", settings: { sql } },
      { key: "most", type: "sql-rule", version: 1, label: "Most", settings: { sql: "SELECT l.n, l.x FROM late l" } },
    ],
    edges: [
      { from: "flights", to: "late" },
      { from: "late", to: "most" },
    ],
  });
const told = (sql: string, known = new Map()) =>
  queryHints(draft(sql), catalogue, known).map(({ component, field, hint }) =>
    hint.kind === "table" ? [component, field, hint.table] : [component, field, `${hint.table}.${hint.column}`],
  );

it("tells of every query what it asks for in vain, and in which field", () => {
  expect(told("SELECT carier FROM flights")).toEqual([["late", "sql", "flights.carier"]]);
  expect(told("SELECT carrier FROM flight")).toEqual([["late", "sql", "flight"]]);
  expect(told("SELECT carrier FROM flights")).toEqual([]);
});

it("knows of what a query yields only what a run has told", () => {
  const known = new Map([["late", [{ name: "n", type: "long" }]]]);
  expect(told("SELECT count(*) AS n FROM flights", known)).toEqual([["most", "sql", "late.x"]]);
});
