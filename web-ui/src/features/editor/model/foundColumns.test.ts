import { expect, test } from "vitest";
import { foundColumns } from "./foundColumns";

test("types are called as the settings call them, and what they do not know is text", () => {
  const found = [
    { name: "n", type: "int" },
    { name: "big", type: "bigint" },
    { name: "day", type: "date" },
    { name: "of", type: "struct<a:int>" },
  ];
  expect(foundColumns(found, undefined)).toEqual([
    { name: "n", type: "integer" },
    { name: "big", type: "long" },
    { name: "day", type: "date" },
    { name: "of", type: "string" },
  ]);
});

test("a column that was required stays required, and one that is not in the files is gone", () => {
  const before = [
    { name: "n", type: "string", required: true },
    { name: "gone", type: "string" },
  ];
  expect(foundColumns([{ name: "n", type: "int" }], before)).toEqual([{ name: "n", type: "integer", required: true }]);
});
