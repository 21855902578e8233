import { useEffect } from "react";
import { useEditor, useEditorState } from "../EditorStore";

const FIELD = "input:not([type=hidden]), textarea, select, [contenteditable=true], button";

/** Leads the focus to the field that somebody asked for: by Enter, by F2, or by a problem that was chosen. */
export function useWantedField(panel: React.RefObject<HTMLElement | null>): void {
  const { store } = useEditor();
  const wanted = useEditorState((state) => state.wanted);
  useEffect(() => {
    if (!wanted) {
      return;
    }
    const find = () => {
      const element = panel.current;
      if (!element) {
        return false;
      }
      const area = areaOf(element, wanted.field);
      const field = area?.matches(FIELD) ? area : area?.querySelector<HTMLElement>(FIELD);
      if (!field) {
        return false;
      }
      field.scrollIntoView({ block: "center" });
      field.focus();
      if (field instanceof HTMLInputElement && wanted.field === "@label") {
        field.select();
      }
      store.setState({ wanted: null });
      return true;
    };
    if (find()) {
      return;
    }
    // The form comes in a chunk of its own.
    const watcher = new MutationObserver(() => {
      if (find()) {
        watcher.disconnect();
      }
    });
    watcher.observe(document.body, { childList: true, subtree: true });
    return () => watcher.disconnect();
  }, [wanted, panel, store]);
}

/** The field of a path, or the nearest around it that is shown. */
function areaOf(panel: HTMLElement, field: string): HTMLElement | null {
  if (field === "@label") {
    return panel.querySelector("[data-label-field]");
  }
  if (field === "@inputs") {
    // There is none to add to when there are too many.
    return panel.querySelector("[data-inputs-field]") ?? panel.querySelector("[data-label-field]");
  }
  if (field === "@condition") {
    return panel.querySelector("[data-condition]");
  }
  const form = panel.querySelector<HTMLElement>("[data-form]");
  if (!form?.querySelector("[data-field]")) {
    return null;
  }
  const parts = field.split(".");
  for (let length = parts.length; length > 0; length--) {
    const found = form.querySelector<HTMLElement>(`[data-field="${CSS.escape(parts.slice(0, length).join("."))}"]`);
    if (found && length > 0 && parts[0] !== "") {
      return found;
    }
  }
  return form;
}
