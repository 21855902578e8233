import { describe, expect, it } from "vitest";
import * as commands from "./commands";
import { draftIn, edit, replaceDraft, undoIn } from "./EditorStore";
import { copy } from "./model/clipboard";
import type { Draft } from "./model/draft";
import * as edits from "./model/edits";
import { emptyDraft, typeNamed } from "./model/testing";
import { editorOn } from "./testing";

const origin = { x: 0, y: 0 };

function two(): Draft {
  const first = edits.add(emptyDraft("delays", "Delays"), typeNamed("ingest-files"), origin).draft;
  return edits.add(first, typeNamed("export-files"), { x: 300, y: 0 }).draft;
}

describe("who may only look", () => {
  it.each<[string, (editor: ReturnType<typeof editorOn>) => unknown]>([
    ["connecting", (editor) => commands.tryConnect(editor, "ingest_files", "export_files")],
    ["a connection that is refused", (editor) => commands.tryConnect(editor, "export_files", "ingest_files")],
    ["adding", (editor) => commands.addComponent(editor, typeNamed("sql-rule"), { place: origin })],
    ["pasting", (editor) => commands.pasteText(editor, copy(two(), ["ingest_files"]), origin)],
    ["pasting what is nothing", (editor) => commands.pasteText(editor, "nothing", origin)],
    ["duplicating", (editor) => commands.duplicateSelected(editor)],
    ["removing", (editor) => commands.removeSelected(editor)],
    ["disabling", (editor) => commands.toggleDisabled(editor)],
    ["a note", (editor) => commands.addNote(editor, origin)],
    ["tidying up", (editor) => commands.tidyUp(editor)],
  ])("hears nothing of %s, and nothing is done", async (_, act) => {
    const draft = two();
    const editor = editorOn(draft, true);
    editor.store.setState({ selected: ["ingest_files"] });
    await act(editor);
    expect(editor.store.getState().said).toBeNull();
    expect(draftIn(editor.store)).toBe(draft);
    expect(editor.store.getState().selected).toEqual(["ingest_files"]);
  });
});

describe("another's draft in the place of one's own", () => {
  it("keeps what is chosen where it is still there, and leaves the keyboard on something that is", () => {
    const { store } = editorOn(two());
    edit(store, (draft) => edits.setName(draft, "Mine"));
    store.setState({
      selected: ["ingest_files", "export_files"],
      focused: "export_files",
      asking: { kind: "connect", from: "export_files" },
      wanted: { key: "export_files", field: "" },
      hoveredEdge: "ingest_files→export_files",
    });
    replaceDraft(store, edits.remove(two(), ["export_files"]));
    expect(store.getState()).toMatchObject({
      selected: ["ingest_files"],
      focused: "ingest_files",
      asking: null,
      wanted: null,
      hoveredEdge: null,
    });
    undoIn(store);
    expect(draftIn(store).name).toBe("Delays");
  });
});
