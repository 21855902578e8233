import { describe, expect, it } from "vitest";
import { copy, paste, readPiece } from "./clipboard";
import { columnsOf, upstreamsOf } from "./columns";
import { inOrder, refusal } from "./connections";
import { differences } from "./differences";
import { type Draft, readDraft } from "./draft";
import * as edits from "./edits";
import { keyFor, processKeyFor } from "./keys";
import { placeholderChoices, previewOf, unknownPlaceholders } from "./placeholders";
import { placeProblems, problemCounts, settingsMessages } from "./problems";
import { catalogue, emptyDraft, typeNamed } from "./testing";

const origin = { x: 0, y: 0 };

function chain(): Draft {
  let draft = emptyDraft("delays", "Delays");
  for (const [type, label] of [
    ["ingest-files", "Ingest flights"],
    ["quality-check", "Check flights"],
    ["sql-rule", "Delays by carrier"],
    ["export-files", "Export"],
  ] as const) {
    const added = edits.add(draft, typeNamed(type), { x: draft.components.length * 300, y: 0 });
    draft = edits.rename(added.draft, added.key, label).draft;
  }
  for (const [from, to] of [
    ["ingest_flights", "check_flights"],
    ["check_flights", "delays_by_carrier"],
    ["delays_by_carrier", "export"],
  ] as const) {
    draft = edits.connect(draft, from, to);
  }
  return edits.change(draft, "delays_by_carrier", {
    settings: { sql: "SELECT c.carrier, 'check_flights' AS t FROM check_flights c WHERE x = :check_flights" },
  });
}

describe("an edit that changes nothing", () => {
  it("answers the same draft, though a form hands over new objects", () => {
    const draft = chain();
    const settings = { ...draft.components[0]?.settings };
    expect(edits.change(draft, "ingest_flights", { settings })).toBe(draft);
    expect(edits.setParameters(draft, [...draft.parameters])).toBe(draft);
    expect(edits.change(draft, "ingest_flights", { settings: { ...settings, format: "json" } })).not.toBe(draft);
  });
});

describe("keys on one canvas", () => {
  it("are one thing each: a note and a component never share one", () => {
    const noted = edits.addNote(emptyDraft("a", "A"), origin).draft;
    const added = edits.add(noted, typeNamed("sql-rule"), origin);
    const renamed = edits.rename(added.draft, added.key, "Note 1");
    expect(renamed.key).toBe("note_2");
    expect(edits.changeKey(added.draft, added.key, "note_1").key).toBe(added.key);
    expect(edits.addNote(renamed.draft, origin).key).toBe("note_3");
    const pasted = paste(renamed.draft, readPiece(copy(noted, ["note_1"]), catalogue) as never, origin);
    expect(pasted.keys).toEqual(["note_3"]);
  });

  it("are told apart in a draft that somebody wrote by hand", () => {
    const { draft } = edits.add(emptyDraft("a", "A"), typeNamed("sql-rule"), origin);
    const note = { x: 0, y: 0, width: 200, height: 100, text: "mine" };
    const read = readDraft({ ...draft, layout: { ...draft.layout, notes: { sql_rule: note } } });
    expect(Object.keys(read.layout.notes)).toEqual(["sql_rule_2"]);
    expect(readDraft(read)).toEqual(read);
  });
});

describe("names", () => {
  it.each([
    ["Ingest flights", "ingest_flights"],
    ["Übersicht – 2013", "ubersicht_2013"],
    ["2013", "component"],
    ["漢字", "component"],
    ["a".repeat(60), "a".repeat(40)],
  ])("makes of %s the key %s", (label, key) => expect(keyFor(label)).toBe(key));

  it("makes keys of processes with hyphens", () => expect(processKeyFor("Flight delays")).toBe("flight-delays"));

  it("lets the key follow the label only while nothing reads the component", () => {
    const added = edits.add(emptyDraft("a", "A"), typeNamed("ingest-files"), origin);
    expect(added.key).toBe("ingest_files");
    const renamed = edits.rename(added.draft, added.key, "Ingest flights");
    expect(renamed.key).toBe("ingest_flights");
    expect(renamed.draft.layout.components).toEqual({ ingest_flights: origin });
    expect(edits.rename(chain(), "check_flights", "Look at flights").key).toBe("check_flights");
  });

  it("renames a component in the conditions that ask for its result, and nothing in quotes", () => {
    const before = readDraft({
      components: [
        { key: "a", type: "ingest-files", label: "A", settings: {} },
        { key: "b", type: "sql-rule", label: "B", settings: {}, condition: "result.a.ran && run.id != 'result.a'" },
      ],
    });
    const [, b] = edits.changeKey(before, "a", "other").draft.components;
    expect(b?.condition).toBe("result.other.ran && run.id != 'result.a'");
  });

  it("renames a table in the queries that read it, and nothing that only looks like it", () => {
    const { draft } = edits.changeKey(chain(), "check_flights", "good_flights");
    expect(draft.components[2]?.settings.sql).toBe(
      "SELECT c.carrier, 'check_flights' AS t FROM good_flights c WHERE x = :check_flights",
    );
    expect(draft.edges).toContainEqual({ from: "ingest_flights", to: "good_flights" });
  });
});

describe("refusal", () => {
  const draft = chain();
  it.each([
    ["ingest_flights", "ingest_flights", "itself"],
    ["ingest_flights", "check_flights", "twice"],
    ["delays_by_carrier", "check_flights", "circle"],
    ["delays_by_carrier", "ingest_flights", "circle"],
    ["export", "delays_by_carrier", "circle"],
    ["ingest_flights", "export", "takes-one"],
    ["ingest_flights", "delays_by_carrier", null],
  ])("says of %s → %s: %s", (from, to, reason) => expect(refusal(draft, catalogue, from, to)).toBe(reason));

  it("knows what yields nothing and what reads nothing", () => {
    const more = edits.add(
      edits.add(draft, typeNamed("sql-rule"), origin).draft,
      typeNamed("ingest-files"),
      origin,
    ).draft;
    expect(refusal(more, catalogue, "export", "sql_rule")).toBe("gives-none");
    expect(refusal(more, catalogue, "delays_by_carrier", "ingest_files")).toBe("takes-none");
    const calling = edits.add(draft, typeNamed("run-process"), origin);
    expect(refusal(calling.draft, catalogue, "export", calling.key)).toBeNull();
    expect(refusal(calling.draft, catalogue, calling.key, "ingest_flights")).toBe("takes-none");
  });
});

describe("insertOn", () => {
  it("leads what went straight through the new component", () => {
    const added = edits.add(chain(), typeNamed("sql-rule"), origin);
    const { edges } = edits.insertOn(added.draft, { from: "ingest_flights", to: "check_flights" }, added.key);
    expect(edges.slice(0, 2)).toEqual([
      { from: "ingest_flights", to: "sql_rule" },
      { from: "sql_rule", to: "check_flights" },
    ]);
  });
});

describe("clipboard", () => {
  it("copies a piece into another process under free keys, with its edges and its queries", () => {
    const piece = readPiece(copy(chain(), ["check_flights", "delays_by_carrier"]), catalogue);
    if (typeof piece === "string") {
      throw new Error(piece);
    }
    const pasted = paste(chain(), piece, { x: 1000, y: 500 });
    expect(pasted.keys).toEqual(["check_flights_2", "delays_by_carrier_2"]);
    expect(pasted.draft.edges.at(-1)).toEqual({ from: "check_flights_2", to: "delays_by_carrier_2" });
    expect(pasted.draft.components.at(-1)?.settings.sql).toContain("FROM check_flights_2 c");
    expect(pasted.draft.layout.components.check_flights_2).toEqual({ x: 1000, y: 500 });
    expect(pasted.draft.layout.components.delays_by_carrier_2).toEqual({ x: 1300, y: 500 });
  });

  it.each([
    ["plain text", "not-ours"],
    ['{"components":[]}', "not-ours"],
    ['{"headgate":"headgate/process-piece/1","components":[{"key":"a","type":"shell","label":"A"}]}', "unknown-type"],
    ["x".repeat(2_000_001), "too-big"],
  ])("refuses what it does not know", (text, reason) => expect(readPiece(text, catalogue)).toBe(reason));
});

describe("columns", () => {
  it("follow the data from what an ingest declares through a check, and from a result where a query makes them", () => {
    const draft = edits.change(chain(), "ingest_flights", {
      settings: { columns: [{ name: "carrier", type: "string" }] },
    });
    const known = new Map([["delays_by_carrier", [{ name: "late", type: "bigint" }]]]);
    expect(columnsOf(draft, "check_flights", known)).toEqual([{ name: "carrier", type: "string" }]);
    expect(upstreamsOf(draft, "export", known)[0]?.columns).toEqual([{ name: "late", type: "bigint" }]);
  });
});

describe("order", () => {
  it("puts every component behind those that it reads", () => {
    const draft = chain();
    const turned = { ...draft, components: [...draft.components].reverse() };
    expect(inOrder(turned).map(({ key }) => key)).toEqual(draft.components.map(({ key }) => key));
  });
});

describe("placeholders", () => {
  const choices = placeholderChoices([{ key: "least", type: "integer", default: 15 }], { date: "Date", id: "Run" });
  // biome-ignore-start lint/suspicious/noTemplateCurlyInString: this is how a placeholder is written
  it("show what they come to", () => {
    expect(previewOf("flights/${run.date}/${param.least}.csv", choices)).toBe("flights/2013-01-31/15.csv");
    expect(previewOf("flights", choices)).toBeNull();
    expect(unknownPlaceholders("${run.day}/${run.date}", choices)).toEqual(["${run.day}"]);
  });
  // biome-ignore-end lint/suspicious/noTemplateCurlyInString: this is how a placeholder is written
});

describe("problems", () => {
  const problem = (pointer: string) => ({ code: "x", pointer, message: "Wrong.", remedy: "Mend it." });
  it("find their component, field and edge", () => {
    const placed = placeProblems(
      [
        problem("/components/1/settings/rules/0/column"),
        problem("/edges/0"),
        problem("/components/1/label"),
        problem(""),
      ],
      chain(),
    );
    expect(placed.map(({ place }) => place.kind)).toEqual(["component", "edge", "component", "process"]);
    expect(problemCounts(placed)).toEqual(new Map([["check_flights", 2]]));
    expect(settingsMessages(placed, "check_flights")).toEqual(new Map([["rules.0.column", ["Wrong. Mend it."]]]));
  });
});

describe("differences", () => {
  it("name what only one side has and both sides of what both changed", () => {
    const mine = edits.change(edits.remove(chain(), ["export"]), "check_flights", { settings: { rules: [1] } });
    const found = differences(mine, chain());
    expect(found).toContainEqual({ what: "Export", kind: "component", mine: null, theirs: "export-files" });
    expect(found).toContainEqual({
      what: "Check flights › settings › rules",
      kind: "component",
      mine: "[\n 1\n]",
      theirs: null,
    });
    expect(found).toContainEqual({
      what: "delays_by_carrier → export",
      kind: "edge",
      mine: null,
      theirs: "delays_by_carrier → export",
    });
    expect(differences(chain(), chain())).toEqual([]);
  });
});
