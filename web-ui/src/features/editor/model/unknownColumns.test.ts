import { describe, expect, test } from "vitest";
import { unknownColumns } from "./unknownColumns";

const columns = (...names: string[]) => names.map((name) => ({ name, type: "string" }));
const tables = [
  { key: "flights", label: "Flights", columns: columns("carrier", "dep_delay", "odd name") },
  { key: "weather", label: "Weather", columns: columns("origin", "temp") },
  { key: "planes", label: "Planes", columns: [] },
];
const told = (sql: string) => unknownColumns(sql, tables).map(({ table, column }) => `${table}.${column}`);

describe("columns that a query asks for in vain", () => {
  test.each([
    ["SELECT flights.carier FROM flights", ["flights.carier"]],
    ["SELECT f.carier, f.dep_delay FROM flights f", ["flights.carier"]],
    ["SELECT f.x, w.temp FROM flights AS f JOIN weather w ON w.orgin = f.carrier", ["flights.x", "weather.orgin"]],
    ["select F.CARRIER from Flights F", []],
    ["SELECT f.`odd name`, f.`no such` FROM flights f", ["flights.no such"]],
    ["SELECT f.x, f.x FROM flights f", ["flights.x"]],
  ])("%s", (sql, expected) => {
    expect(told(sql)).toEqual(expected);
  });
});

describe("what is not certain is left alone", () => {
  test.each([
    ["a name without its table", "SELECT carier FROM flights"],
    ["a table whose columns nobody knows", "SELECT p.x FROM planes p"],
    ["texts and comments", "SELECT 'f.x' /* f.y */ FROM flights f -- f.z"],
    ["a subquery under that name", "SELECT f.n FROM (SELECT count(*) n FROM flights) f"],
    ["a table of WITH under that name", "WITH flights AS (SELECT 1 AS x) SELECT flights.x FROM flights"],
    ["a field of a structure", "SELECT a.flights.x FROM (SELECT 1) a"],
    ["an alias that means two things", "SELECT f.temp FROM weather f UNION SELECT f.carrier FROM flights f"],
    ["everything of a table", "SELECT f.* FROM flights f"],
    ["a table of other origin", "WITH t AS (SELECT 1 AS y) SELECT t.y FROM t"],
  ])("%s", (_, sql) => {
    expect(told(sql)).toEqual([]);
  });
});
