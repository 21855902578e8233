import { screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { problem, serve } from "@/test-server";
import { draftIn, type Editor } from "../EditorStore";
import { columnsOf } from "../model/columns";
import * as edits from "../model/edits";
import { catalogue, emptyDraft, typeNamed } from "../model/testing";
import { editorOn, show } from "../testing";
import { SettingsPanel } from "./SettingsPanel";

vi.mock("@tanstack/react-router", async (original) => ({
  ...(await original<typeof import("@tanstack/react-router")>()),
  Link: (await import("@/test-link")).TestLink,
}));

const leaf = {
  key: "leaf",
  name: "The leaf",
  parameters: [
    { key: "day", type: "date" },
    { key: "least", type: "integer" },
  ],
  components: [
    { key: "read", type: "ingest-files", label: "Read", settings: {} },
    { key: "write", type: "export-files", label: "Write", settings: {} },
  ],
  edges: [],
};
const processes = [
  { key: "leaf", name: "The leaf" },
  { key: "new", name: "The new one" },
  { key: "whole", name: "The whole" },
];

function answer({ path }: { path: string }): unknown {
  if (path.endsWith("/processes")) {
    return { items: processes, page: 0, size: 20, total: processes.length };
  }
  if (path.endsWith("/leaf/publications")) {
    return [{ number: 1, version: 4, state: "LIVE" }];
  }
  if (path.endsWith("/leaf/versions/4")) {
    return { definition: leaf };
  }
  if (path.endsWith("/gone/publications")) {
    return problem(404, "process.unknown", "There is no such process.");
  }
  if (path.endsWith("/catalog/components")) {
    return catalogue;
  }
  return path.endsWith("/runs") ? { items: [], page: 0, size: 1, total: 0 } : [];
}

function opened(settings: Record<string, unknown>): { editor: Editor; settings: () => unknown } {
  const { draft, key } = edits.add(emptyDraft("whole", "The whole"), typeNamed("run-process"), { x: 0, y: 0 });
  const editor = editorOn(edits.change(draft, key, { settings }));
  editor.store.setState({ selected: [key], focused: key, isPanelOpen: true });
  show(<SettingsPanel run={undefined} />, editor);
  return { editor, settings: () => draftIn(editor.store).components[0]?.settings };
}

const field = (name: RegExp) => screen.findByRole("combobox", { name });

beforeEach(() => void serve(answer));

describe("what a process runs", () => {
  it("is found by name, without the process itself, and leads there", async () => {
    const { settings } = opened({});
    await userEvent.click(await field(/^Process/));
    await screen.findByRole("option", { name: "The leaf (leaf)" });
    expect(screen.queryByRole("option", { name: /The whole/ })).toBeNull();
    await userEvent.keyboard("{ArrowDown}{Enter}");
    expect(settings()).toMatchObject({ process: "leaf" });
    expect((await screen.findByRole("link", { name: "Open the process" })).getAttribute("href")).toContain("leaf");
  });

  it("offers the components that yield rows, and can do without", async () => {
    const { settings } = opened({ process: "leaf" });
    await userEvent.click(await field(/^Rows of/));
    await userEvent.click(await screen.findByRole("option", { name: "Read (read)" }));
    expect(settings()).toMatchObject({ process: "leaf", resultFrom: "read" });
    expect(screen.queryByRole("option", { name: /Write/ })).toBeNull();
  });

  it("offers the parameters that it declares as names of values", async () => {
    const { settings } = opened({ process: "leaf" });
    await screen.findByRole("link", { name: "Open the process" });
    await userEvent.click(screen.getByTestId("add-parameters"));
    await userEvent.click(screen.getByTestId("add-parameters"));
    expect(settings()).toMatchObject({ parameters: { day: "", least: "" } });
  });

  it("says when it is not published yet", async () => {
    opened({ process: "new" });
    expect(await screen.findByText(/It is not published yet/)).toBeDefined();
    expect(screen.getByText("Its components can be chosen when it is published.")).toBeDefined();
  });

  it("keeps what is set although nobody knows it", async () => {
    const { settings } = opened({ process: "gone", resultFrom: "sum" });
    expect(((await field(/^Process/)) as HTMLInputElement).value).toBe("gone");
    expect(((await field(/^Rows of/)) as HTMLInputElement).value).toBe("sum");
    expect(settings()).toEqual({ process: "gone", resultFrom: "sum" });
  });
});

it("has the columns of what was called, and not of what comes before", () => {
  const before = edits.add(emptyDraft("whole", "The whole"), typeNamed("ingest-files"), { x: 0, y: 0 });
  const read = edits.change(before.draft, before.key, { settings: { columns: [{ name: "id", type: "integer" }] } });
  const { draft, key } = edits.add(read, typeNamed("run-process"), { x: 0, y: 0 });
  const calling = edits.connect(edits.change(draft, key, { settings: { process: "leaf" } }), before.key, key);
  expect(columnsOf(calling, key, new Map())).toEqual([]);
  expect(columnsOf(calling, key, new Map([[key, [{ name: "a", type: "string" }]]]))).toEqual([
    { name: "a", type: "string" },
  ]);
});
