import { act, cleanup, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
import { serve } from "@/test-server";
import { draftIn, type Editor } from "../EditorStore";
import * as edits from "../model/edits";
import { emptyDraft, typeNamed } from "../model/testing";
import { editorOn, show } from "../testing";
import { SettingsPanel } from "./SettingsPanel";

function opened(type = "export-files"): Editor {
  const { draft, key } = edits.add(emptyDraft("delays", "Delays"), typeNamed(type), { x: 0, y: 0 });
  const editor = editorOn(draft);
  editor.store.setState({ selected: [key], focused: key, isPanelOpen: true });
  show(<SettingsPanel run={undefined} />, editor);
  return editor;
}

beforeEach(() => {
  serve(({ path }) => (path.endsWith("/runs") ? { items: [], page: 0, size: 1, total: 0 } : []));
});

describe("the settings of a component", () => {
  it("keep the focus when its new name gives it a new key", async () => {
    const { store } = opened();
    const name = screen.getByLabelText("Name");
    await userEvent.clear(name);
    await userEvent.type(name, "Write it down{Enter}");
    expect(draftIn(store).components[0]?.key).toBe("write_it_down");
    expect(document.activeElement).toBe(name);
    await userEvent.keyboard("{Control>}a{/Control}Again");
    await userEvent.tab();
    expect(draftIn(store).components[0]?.key).toBe("again");
    expect(document.activeElement).not.toBe(document.body);
    expect(store.getState().selected).toEqual(["again"]);
  });

  it("speak of a table only where something can read one", async () => {
    const { store } = opened();
    expect(screen.queryByLabelText("Table name")).toBeNull();
    expect(screen.getByText(/nothing reads an export in SQL/)).toBeTruthy();
    await userEvent.clear(screen.getByLabelText("Key"));
    await userEvent.type(screen.getByLabelText("Key"), "to_disk");
    await userEvent.tab();
    expect(draftIn(store).components[0]?.key).toBe("to_disk");
    cleanup();
    opened("sql-rule");
    expect(screen.getByLabelText("Table name")).toBeTruthy();
    expect(screen.queryByLabelText("Key")).toBeNull();
  });

  it("stay what they are for another component that comes to have the old key", async () => {
    const { store } = opened();
    await userEvent.clear(screen.getByLabelText("Name"));
    await userEvent.type(screen.getByLabelText("Name"), "Other{Enter}");
    const { identities } = store.getState();
    expect(identities.other).toBe("export_files");
    expect(identities.export_files).not.toBe("export_files");
  });

  it("close by Escape, but an open list in them closes first", async () => {
    const { store } = opened();
    const format = await screen.findByRole("combobox", { name: /Format/ });
    await userEvent.click(format);
    await userEvent.keyboard("{Escape}");
    expect(store.getState().isPanelOpen).toBe(true);
    await userEvent.keyboard("{Escape}");
    expect(store.getState().isPanelOpen).toBe(false);
  });

  it("make no entry for undo when a field is only entered and left", async () => {
    const { store } = opened();
    const format = await screen.findByRole("combobox", { name: /Format/ });
    await userEvent.click(format);
    await userEvent.keyboard("{Escape}");
    act(() => format.blur());
    expect(store.getState().history.past).toHaveLength(0);
  });

  it("stay open when a query is left by Escape; the next one closes them", async () => {
    const { draft, key } = edits.add(emptyDraft("delays", "Delays"), typeNamed("sql-rule"), { x: 0, y: 0 });
    const editor = editorOn(draft);
    editor.store.setState({ selected: [key], focused: key, isPanelOpen: true });
    show(<SettingsPanel run={undefined} />, editor);
    const query = await screen.findByRole("textbox", { name: "Query" });
    act(() => query.focus());
    await userEvent.keyboard("{Escape}");
    expect(editor.store.getState().isPanelOpen).toBe(true);
    expect(document.activeElement).toBe(document.querySelector("[data-panel]"));
    await userEvent.keyboard("{Escape}");
    expect(editor.store.getState().isPanelOpen).toBe(false);
  });
});
