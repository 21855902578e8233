import { useReactFlow } from "@xyflow/react";
import { type KeyboardEvent, useEffect } from "react";
import { i18next } from "@/i18n";
import {
  addNote,
  duplicateSelected,
  nudgeSelected,
  pasteText,
  removeSelected,
  STEP,
  tidyUp,
  toggleDisabled,
} from "../commands";
import { draftIn, type Editor, finishGesture, openTry, say, select, useEditor } from "../EditorStore";
import { hasOpenList, isInside, isTyping } from "../keyboard";
import { copy } from "../model/clipboard";
import { type Direction, neighbour } from "./neighbours";
import { useCanvasPlaces } from "./useCanvasPlaces";
import { fit } from "./zoom";

const directions: Readonly<Record<string, Direction>> = {
  ArrowRight: "right",
  ArrowLeft: "left",
  ArrowUp: "up",
  ArrowDown: "down",
};

const ways = { right: { x: 1, y: 0 }, left: { x: -1, y: 0 }, up: { x: 0, y: -1 }, down: { x: 0, y: 1 } };

/** The one component that keys like Enter are about. */
function current(editor: Editor): string | null {
  const { selected, focused } = editor.store.getState();
  return selected.length === 1 ? (selected[0] ?? null) : focused;
}

function go(editor: Editor, direction: Direction): void {
  const { store } = editor;
  const { focused } = store.getState();
  const key = focused === null ? null : neighbour(draftIn(store), focused, direction);
  if (key !== null) {
    store.setState({ focused: key, selected: [key], selectedEdge: null });
  }
}

function leave(editor: Editor): void {
  editor.store.setState({ connecting: null, selected: [], selectedEdge: null, isPanelOpen: false });
}

/** What can be done by keyboard on the canvas; everything that a drag can do is here too. */
export function useCanvasKeys(canvas: React.RefObject<HTMLElement | null>) {
  const editor = useEditor();
  const { store } = editor;
  const { fitView } = useReactFlow();
  const places = useCanvasPlaces(canvas);
  useClipboardEvents(editor, canvas, places.centre);

  function changing(key: string): (() => void) | undefined {
    const one = current(editor);
    const about = (act: (key: string) => void) => () => {
      if (one !== null) {
        act(one);
      }
    };
    const plain: Readonly<Record<string, () => void>> = {
      a: () => {
        const [after, ...more] = store.getState().selected;
        const isOne = after !== undefined && more.length === 0;
        store.setState({ asking: { kind: "add", ...(isOne ? { after } : {}) } });
      },
      c: about((from) => store.setState({ asking: { kind: "connect", from } })),
      d: () => toggleDisabled(editor),
      y: about((key) => openTry(editor.store, key)),
      n: () => addNote(editor, places.centre()),
      t: () => void tidyUp(editor).then(() => fitView(fit)),
      F2: about((name) =>
        store.setState({ isPanelOpen: true, selected: [name], wanted: { key: name, field: "@label" } }),
      ),
      Delete: () => {
        canvas.current?.focus({ preventScroll: true });
        removeSelected(editor);
      },
    };
    return plain[key === "Backspace" ? "Delete" : key];
  }

  function looking(key: string): (() => void) | undefined {
    const one = current(editor);
    const plain: Readonly<Record<string, () => void>> = {
      f: () => void fitView(fit),
      "/": () => store.setState({ asking: { kind: "find" } }),
      Escape: () => leave(editor),
      Enter: () => {
        if (one !== null) {
          store.setState({ isPanelOpen: true, selected: [one], wanted: { key: one, field: "" } });
        }
      },
    };
    return plain[key];
  }

  function withControl(key: string): (() => void) | undefined {
    const draft = draftIn(store);
    const plain: Readonly<Record<string, () => void>> = {
      a: () =>
        select(store, [...draft.components.map((component) => component.key), ...Object.keys(draft.layout.notes)]),
      d: () => duplicateSelected(editor),
      f: () => store.setState({ asking: { kind: "find" } }),
    };
    return plain[key];
  }

  function onArrow(event: KeyboardEvent, direction: Direction): void {
    if (!event.shiftKey) {
      go(editor, direction);
    } else if (!store.getState().isReadOnly) {
      const { focused, selected } = store.getState();
      if (selected.length === 0 && focused !== null) {
        select(store, [focused]);
      }
      const { x, y } = ways[direction];
      nudgeSelected(editor, { x: x * STEP, y: y * STEP });
    }
  }

  function onKeyDown(event: KeyboardEvent): void {
    // A list that is about to open takes what is typed from now on.
    const isAsking = store.getState().asking !== null;
    if (event.defaultPrevented || isAsking || !isInside(event) || isTyping(event.target) || event.altKey) {
      return;
    }
    if (event.key === "Escape" && hasOpenList(event.target)) {
      return;
    }
    const direction = directions[event.key];
    if (direction && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      onArrow(event, direction);
      return;
    }
    // Keys of buttons inside the canvas are theirs.
    const isOnButton = event.target instanceof HTMLElement && event.target.closest("button") !== null;
    if (isOnButton && (event.key === "Enter" || event.key === " ")) {
      return;
    }
    // Caps Lock makes letters large; what they do stays the same.
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const act =
      event.ctrlKey || event.metaKey
        ? withControl(key)
        : (looking(key) ?? (store.getState().isReadOnly ? undefined : changing(key)));
    if (act) {
      event.preventDefault();
      act();
    }
  }

  function onKeyUp(event: KeyboardEvent): void {
    if (event.key in directions) {
      finishGesture(store);
    }
  }

  return { onKeyDown, onKeyUp };
}

/** The system's clipboard by its own events, which need no permission. */
function useClipboardEvents(
  editor: Editor,
  canvas: React.RefObject<HTMLElement | null>,
  centre: () => { x: number; y: number },
): void {
  useEffect(() => {
    const { store } = editor;
    const isOurs = () => !isTyping(document.activeElement) && canvas.current?.contains(document.activeElement) === true;
    function take(event: ClipboardEvent): boolean {
      const { selected } = store.getState();
      if (!isOurs() || selected.length === 0 || !event.clipboardData) {
        return false;
      }
      event.preventDefault();
      event.clipboardData.setData("text/plain", copy(draftIn(store), selected));
      return true;
    }
    function onCopy(event: ClipboardEvent): void {
      if (take(event)) {
        say(store, i18next.t("editor.copied", { count: store.getState().selected.length }));
      }
    }
    function onCut(event: ClipboardEvent): void {
      if (!store.getState().isReadOnly && take(event)) {
        canvas.current?.focus({ preventScroll: true });
        removeSelected(editor);
      }
    }
    function onPaste(event: ClipboardEvent): void {
      if (isOurs() && !store.getState().isReadOnly) {
        event.preventDefault();
        pasteText(editor, event.clipboardData?.getData("text/plain") ?? "", centre());
      }
    }
    document.addEventListener("copy", onCopy);
    document.addEventListener("cut", onCut);
    document.addEventListener("paste", onPaste);
    return () => {
      document.removeEventListener("copy", onCopy);
      document.removeEventListener("cut", onCut);
      document.removeEventListener("paste", onPaste);
    };
  }, [editor, canvas, centre]);
}
