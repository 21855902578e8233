import type { ComponentType } from "@contract";
import { createContext, useContext } from "react";
import { createStore, type StoreApi, useStore } from "zustand";
import type { Place } from "@/features/graph/definition";
import type { Draft, DraftEdge } from "./model/draft";
import { beginHistory, endGesture, type History, record, redo, undo } from "./model/history";
import type { PlacedProblem } from "./model/problems";
import type { Try } from "./model/trial";

/** What asks the author something over the canvas. */
export type Asking =
  | { kind: "add"; after?: string; edge?: DraftEdge; place?: Place }
  | { kind: "connect"; from: string }
  | { kind: "connectFrom"; to: string }
  | { kind: "find" };

/** What can be shown of a component. */
export type PanelTab = "settings" | "try" | "result" | "log";

/** A field of a component's settings that wants the focus. */
export interface Wanted {
  key: string;
  field: string;
}

export interface EditorState {
  history: History;
  /** Keys of the chosen components and notes. */
  selected: readonly string[];
  selectedEdge: string | null;
  hoveredEdge: string | null;
  /** Where the keyboard stands on the canvas. */
  focused: string | null;
  /** The component whose output waits for a tap on its reader. */
  connecting: string | null;
  asking: Asking | null;
  /** What was last done or refused, in words. */
  said: { text: string; tone: "info" | "bad"; id: number } | null;
  problems: readonly PlacedProblem[];
  wanted: Wanted | null;
  /** The component of which another part than its settings is to be shown when it is opened. */
  wantsTab: { key: string; tab: PanelTab } | null;
  /** What was tried, by component. It lives here alone: with the page, the samples are gone. */
  tries: Readonly<Record<string, Try>>;
  isPanelOpen: boolean;
  isReadOnly: boolean;
  /** What the settings of a component are known by on the screen, where its key has changed under them. */
  identities: Readonly<Record<string, string>>;
}

export type EditorStore = StoreApi<EditorState>;

export function createEditorStore(draft: Draft, isReadOnly: boolean): EditorStore {
  return createStore<EditorState>(() => ({
    history: beginHistory(draft),
    selected: [],
    selectedEdge: null,
    hoveredEdge: null,
    focused: draft.components[0]?.key ?? null,
    connecting: null,
    asking: null,
    said: null,
    problems: [],
    wanted: null,
    wantsTab: null,
    tries: {},
    isPanelOpen: false,
    isReadOnly,
    identities: {},
  }));
}

export function draftIn(store: EditorStore): Draft {
  return store.getState().history.present;
}

/** Makes an edit; those under one gesture's name are undone together. */
export function edit(store: EditorStore, change: (draft: Draft) => Draft, gesture: string | null = null): void {
  store.setState((state) =>
    state.isReadOnly ? state : { history: record(state.history, change(state.history.present), gesture) },
  );
}

export function finishGesture(store: EditorStore): void {
  store.setState((state) => ({ history: endGesture(state.history) }));
}

function turn(store: EditorStore, step: (history: History) => History): void {
  store.setState((state) => {
    const history = step(state.history);
    return { history, ...stillThere(state, history.present) };
  });
}

/** What is chosen and where the keyboard stands, as far as the draft still has it. */
function stillThere(state: EditorState, { components, layout }: Draft): Pick<EditorState, "selected" | "focused"> {
  const isThere = (key: string) => key in layout.notes || components.some((component) => component.key === key);
  const selected = state.selected.filter(isThere);
  return {
    // The same list stays the same object, so that nothing that looks at it is drawn again.
    selected: selected.length === state.selected.length ? state.selected : selected,
    focused: state.focused !== null && isThere(state.focused) ? state.focused : (components[0]?.key ?? null),
  };
}

export const undoIn = (store: EditorStore) => turn(store, undo);
export const redoIn = (store: EditorStore) => turn(store, redo);

/** Shows another draft, with a history of its own; what is chosen stays so, where the other draft has it too. */
export function replaceDraft(store: EditorStore, draft: Draft): void {
  store.setState((state) => ({
    history: beginHistory(draft),
    ...stillThere(state, draft),
    selectedEdge: null,
    hoveredEdge: null,
    connecting: null,
    asking: null,
    wanted: null,
  }));
}

let renamed = 0;

/** A component has another key: whatever stands on it goes on standing on it, and its settings stay the same on the screen. */
export function followKey(store: EditorStore, from: string, to: string): void {
  if (from === to) {
    return;
  }
  store.setState(({ selected, focused, identities, tries }) => ({
    selected: selected.map((key) => (key === from ? to : key)),
    focused: focused === from ? to : focused,
    tries: Object.fromEntries(Object.entries(tries).map(([key, each]) => [key === from ? to : key, each])),
    // Another component may come to have the old key; its settings are others.
    identities: { ...identities, [to]: identities[from] ?? from, [from]: `${from} ${++renamed}` },
  }));
}

function openAt(store: EditorStore, key: string, tab: PanelTab): void {
  store.setState({ selected: [key], focused: key, isPanelOpen: true, wantsTab: { key, tab }, wanted: null });
}

/** Opens a component where it is tried. */
export const openTry = (store: EditorStore, key: string) => openAt(store, key, "try");

/** Opens a component at what its last run left, or why it failed. */
export const openResult = (store: EditorStore, key: string) => openAt(store, key, "result");

export function select(store: EditorStore, keys: readonly string[]): void {
  const { selected } = store.getState();
  if (keys.length !== selected.length || keys.some((key) => !selected.includes(key))) {
    store.setState({ selected: keys });
  }
}

let sentences = 0;

export function say(store: EditorStore, text: string, tone: "info" | "bad" = "info"): void {
  store.setState({ said: { text, tone, id: ++sentences } });
}

export interface Editor {
  store: EditorStore;
  types: readonly ComponentType[];
  tenant: string;
  process: string;
}

export const EditorContext = createContext<Editor | null>(null);

export function useEditor(): Editor {
  const editor = useContext(EditorContext);
  if (!editor) {
    throw new Error("Parts of the editor live inside an EditorPage.");
  }
  return editor;
}

export function useEditorState<T>(selector: (state: EditorState) => T): T {
  return useStore(useEditor().store, selector);
}

export function useDraft(): Draft {
  return useEditorState((state) => state.history.present);
}
