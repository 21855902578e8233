import { describe, expect, it } from "vitest";
import { withTables } from "./tables";

const names = new Map([
  ["flights", "flights_2013"],
  ["a", "b"],
  ["b", "a"],
]);

describe("withTables", () => {
  it.each([
    ["SELECT * FROM flights", "SELECT * FROM flights_2013"],
    ["SELECT flights.id FROM flights", "SELECT flights_2013.id FROM flights_2013"],
    ["SELECT count(*) AS flights FROM flights", "SELECT count(*) AS flights FROM flights_2013"],
    ["SELECT f.flights FROM flights f", "SELECT f.flights FROM flights_2013 f"],
    ["SELECT 'the flights of' FROM flights", "SELECT 'the flights of' FROM flights_2013"],
    ["SELECT 'it''s flights' FROM flights", "SELECT 'it''s flights' FROM flights_2013"],
    ["SELECT :flights FROM flights -- flights", "SELECT :flights FROM flights_2013 -- flights"],
    ["SELECT * FROM a JOIN b ON a.x = b.x", "SELECT * FROM b JOIN a ON b.x = a.x"],
    ["SELECT * FROM flights_old", "SELECT * FROM flights_old"],
  ])("%s", (sql, expected) => {
    expect(withTables(sql, names)).toBe(expected);
  });
});
