import { Modal } from "@mantine/core";
import { screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { expect, it } from "vitest";
import { draftIn, type Editor, edit } from "./EditorStore";
import { setName } from "./model/edits";
import { emptyDraft } from "./model/testing";
import { editorOn, show } from "./testing";
import { useEditorKeys } from "./useEditorKeys";

function Page({ editor, hasDialog }: { editor: Editor; hasDialog: boolean }) {
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: as the editor's page has it
    <div onKeyDown={useEditorKeys(editor)}>
      <button type="button">in the editor</button>
      <Modal opened={hasDialog} onClose={() => {}} withCloseButton={false}>
        <button type="button">in a dialog</button>
      </Modal>
    </div>
  );
}

async function pressUndoOn(name: string): Promise<string> {
  const editor = editorOn(emptyDraft("a", "Before"));
  edit(editor.store, (draft) => setName(draft, "After"));
  show(<Page editor={editor} hasDialog={name === "in a dialog"} />, editor);
  (await screen.findByText(name)).focus();
  await userEvent.keyboard("{Control>}z{/Control}");
  return draftIn(editor.store).name;
}

it("undoes from everywhere in the editor", async () => expect(await pressUndoOn("in the editor")).toBe("Before"));

it("undoes nothing behind a dialog", async () => expect(await pressUndoOn("in a dialog")).toBe("After"));
