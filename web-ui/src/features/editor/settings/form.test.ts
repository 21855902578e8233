import { describe, expect, it } from "vitest";
import { catalogue, typeNamed } from "../model/testing";
import { isPlainNumber, scalarOf } from "./fields/scalars";
import { isRelevant } from "./relevance";
import { shownSchema, toUiSchema, wordOf } from "./uiSchema";
import { faults } from "./validator";

const schemaOf = (type: string) => typeNamed(type).settingsSchema as Record<string, unknown>;

describe("faults", () => {
  it.each(catalogue)("finds none in the example of $type", ({ settingsSchema, example }) => {
    expect(faults(settingsSchema as object, example)).toEqual([]);
  });

  it("names the field that is missing or wrong", () => {
    const found = faults(schemaOf("quality-check"), {
      rules: [{ type: "not-null" }, { type: "range", column: "x", min: 1, severity: "loud" }],
    });
    expect(found.map(({ name, property }) => [name, property])).toEqual(
      expect.arrayContaining([
        ["required", ".rules[0].column"],
        ["enum", ".rules[1].severity"],
      ]),
    );
  });
});

describe("toUiSchema", () => {
  it("shows the process to run, its component and its values with fields of their own", () => {
    expect(toUiSchema(schemaOf("run-process"))).toMatchObject({
      process: { "ui:widget": "process" },
      resultFrom: { "ui:widget": "processComponent" },
      parameters: { "ui:field": "passed" },
    });
  });
});

describe("shownSchema", () => {
  it("leaves out conditions that only judge, and keeps every field", () => {
    const shown = JSON.stringify(shownSchema(schemaOf("quality-check")));
    expect(shown).not.toContain("anyOf");
    expect(shown).toContain("maxFailedPercent");
  });

  it("keeps conditions that bring fields", () => {
    const schema = {
      properties: { kind: { type: "string" } },
      if: { properties: { kind: { const: "a" } } },
      // biome-ignore lint/suspicious/noThenProperty: JSON Schema's own word
      then: { properties: { extra: { type: "string" } } },
    };
    expect(shownSchema(schema)).toHaveProperty("then");
  });
});

describe("a rule's card", () => {
  const card = (shownSchema(schemaOf("quality-check")) as { properties: { rules: { items: object } } }).properties.rules
    .items;
  const shown = (rule: object) =>
    ["type", "name", "column", "min", "max", "values", "pattern", "severity"].filter((name) =>
      isRelevant(card, name, rule),
    );

  it("shows what the kind of rule asks for, and what stands in it already", () => {
    expect(shown({ type: "row-count" })).toEqual(["type", "name", "min", "max", "severity"]);
    expect(shown({ type: "allowed-values" })).toEqual(["type", "name", "column", "values", "severity"]);
    expect(shown({ type: "not-null", pattern: "x" })).toEqual(["type", "name", "column", "pattern", "severity"]);
  });
});

describe("toUiSchema", () => {
  it("finds the fields of ours by what the schema says, not by the type's name", () => {
    expect(toUiSchema(schemaOf("ingest-files"))).toMatchObject({
      source: { "ui:field": "place" },
      columns: { "ui:field": "rows" },
    });
    expect(toUiSchema(schemaOf("sql-rule"))).toMatchObject({
      sql: { "ui:widget": "sql" },
      parameters: { "ui:field": "entries" },
    });
    expect(toUiSchema(schemaOf("export-files"))).toMatchObject({ partitionBy: { "ui:field": "list" } });
    expect(toUiSchema(schemaOf("quality-check"))).toMatchObject({
      rules: { items: { column: { "ui:widget": "column" }, min: { "ui:field": "value" } } },
    });
  });
});

describe("words and values", () => {
  it("reads lists aloud and keeps the kind of a value", () => {
    expect([wordOf("set-aside"), wordOf("csv"), wordOf("not-null")]).toEqual(["Set aside", "CSV", "Not null"]);
    expect(["15", "-1.5", "0"].every(isPlainNumber)).toBe(true);
    expect(["007", "1.50", "-0", "1e3", "12345678901234567"].some(isPlainNumber)).toBe(false);
    expect([scalarOf("15", "number"), scalarOf("15", "string"), scalarOf("1.", "number")]).toEqual([15, "15", "1."]);
  });
});
