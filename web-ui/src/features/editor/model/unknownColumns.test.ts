import { describe, expect, test } from "vitest";
import { unknownColumns, unknownTables } from "./unknownColumns";

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
    ["SELECT carier FROM flights", ["flights.carier"]],
    ["SELECT carrier, count(*) AS n FROM flights WHERE dep_dely > 60 GROUP BY carrier", ["flights.dep_dely"]],
  ])("%s", (sql, expected) => {
    expect(told(sql)).toEqual(expected);
  });
});

describe("what is not certain is left alone", () => {
  test.each([
    ["a name without its table where there are two", "SELECT carier FROM flights, weather"],
    [
      "a name without its table where there are two with aliases",
      "SELECT temp FROM flights f, weather w WHERE temp > 1",
    ],
    [
      "a name without its table where there is a query in a query",
      "SELECT carier FROM flights WHERE EXISTS (SELECT 1)",
    ],
    [
      "names that the query gives itself",
      "SELECT count(*) AS n, avg(dep_delay) mean FROM flights GROUP BY carrier ORDER BY n, mean",
    ],
    [
      "functions, types and parts of dates",
      "SELECT CAST(dep_delay AS double), extract(YEAR FROM carrier) FROM flights",
    ],
    [
      "words of the language",
      "SELECT CASE WHEN carrier IS NOT NULL THEN 1 ELSE 0 END AS x FROM flights ORDER BY x DESC NULLS LAST",
    ],
    ["its own alias", "SELECT carrier c FROM flights f WHERE f.dep_delay > 60 ORDER BY c"],
    ["what a run or a parameter gives", "SELECT carrier FROM flights WHERE dep_delay > :limit"],
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

describe("tables that do not come in", () => {
  test.each([
    ["SELECT carrier FROM flight", ["flight"]],
    ["SELECT * FROM flights f JOIN wether w ON w.origin = f.carrier", ["wether"]],
    ["SELECT * FROM flights", []],
    ["WITH t AS (SELECT 1) SELECT * FROM t", []],
    ["SELECT * FROM (SELECT 1) x", []],
    ["SELECT * FROM range(3)", []],
  ])("%s", (sql, expected) => {
    expect(unknownTables(sql, tables)).toEqual(expected);
  });
});
