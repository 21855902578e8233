import type { ComponentType } from "@contract";
import { describe, expect, it } from "vitest";
import { readDefinition } from "@/features/graph/definition";
import { readValues } from "./parameters";
import { placeOf } from "./place";
import { toSettings } from "./settings";

const definition = readDefinition({
  components: [{ key: "check", type: "quality-check", label: "Check flights", settings: {} }],
  edges: [{ from: "check", to: "gone" }],
});

describe("placeOf", () => {
  it.each([
    ["/components/0/settings/rules/1", "Check flights › settings › rules › 1"],
    ["/edges/0/to", "check → gone › to"],
    ["/components/9", "components › 9"],
    ["/a~1b", "a/b"],
    ["", ""],
  ])("reads %s as %s", (pointer, place) => expect(placeOf(pointer, definition)).toBe(place));
});

describe("readValues", () => {
  const { parameters } = readDefinition({
    parameters: [
      { key: "least", type: "integer" },
      { key: "full", type: "boolean" },
      { key: "day", type: "date" },
      { key: "note", type: "string" },
    ],
  });

  it("gives each value its type and leaves out what was left empty", () => {
    const texts = new Map([
      ["least", "15"],
      ["full", "false"],
      ["day", "2013-01-31"],
      ["note", ""],
    ]);
    expect(readValues(parameters, texts)).toEqual({ least: 15, full: false, day: "2013-01-31" });
  });

  it("sends what is no number as it was typed, for the api to refuse", () => {
    expect(readValues(parameters, new Map([["least", "many"]]))).toEqual({ least: "many" });
  });
});

describe("toSettings", () => {
  const type = {
    settingsSchema: {
      properties: {
        source: { title: "Source" },
        sql: { title: "SQL", "x-headgate": { sql: true } },
        rules: { title: "Rules" },
      },
    },
  } as unknown as ComponentType;

  it("follows the order and titles of the schema", () => {
    const [component] = readDefinition({
      components: [
        {
          key: "a",
          settings: {
            extra: 1,
            rules: [{ type: "unique", column: "x" }],
            sql: "SELECT 1",
            source: { location: "raw", path: "a.csv" },
          },
        },
      ],
    }).components;
    if (!component) {
      throw new Error("no component");
    }
    expect(toSettings(component, type)).toEqual([
      { key: "source", title: "Source", kind: "text", text: "raw › a.csv" },
      { key: "sql", title: "SQL", kind: "code", text: "SELECT 1" },
      { key: "rules", title: "Rules", kind: "rows", columns: ["type", "column"], rows: [["unique", "x"]] },
      { key: "extra", title: "extra", kind: "text", text: "1" },
    ]);
  });
});
