import type { KeyboardEvent } from "react";
import { i18next } from "@/i18n";
import { type Editor, redoIn, say, undoIn } from "./EditorStore";
import { isInside, isTyping } from "./keyboard";

export function undoWithWords({ store }: Editor): void {
  if (store.getState().history.past.length > 0) {
    undoIn(store);
    say(store, i18next.t("editor.undone"));
  }
}

export function redoWithWords({ store }: Editor): void {
  if (store.getState().history.future.length > 0) {
    redoIn(store);
    say(store, i18next.t("editor.redone"));
  }
}

/** Undo and redo from everywhere in the editor but from within a text, which has its own, and from dialogs over it. */
export function useEditorKeys(editor: Editor): (event: KeyboardEvent) => void {
  return (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || !isInside(event) || isTyping(event.target)) {
      return;
    }
    const key = event.key.toLowerCase();
    const isRedo = key === "y" || (key === "z" && event.shiftKey);
    if (isRedo || key === "z") {
      event.preventDefault();
      isRedo ? redoWithWords(editor) : undoWithWords(editor);
    }
  };
}
