import type { ComponentType } from "@contract";
import type { Place } from "@/features/graph/definition";
import { NODE_HEIGHT, NODE_WIDTH } from "@/features/graph/mapping";
import { i18next } from "@/i18n";
import { draftIn, type Editor, edit, say, select } from "./EditorStore";
import { copy, paste, readPiece } from "./model/clipboard";
import { refusal } from "./model/connections";
import { componentOf, type Draft, type DraftEdge, placeOf } from "./model/draft";
import * as edits from "./model/edits";
import { tidyPlaces } from "./model/layout";

/** What an author does, from whatever it is done: mouse, keyboard, list or menu. */

export const STEP = 16;
const t = i18next.t;

export function labelOf(draft: Draft, key: string): string {
  return componentOf(draft, key)?.label ?? key;
}

/** The first place from there downwards where nothing lies. */
function freePlace(draft: Draft, wanted: Place): Place {
  const taken = Object.values(draft.layout.components);
  let { x, y } = wanted;
  while (taken.some((place) => Math.abs(place.x - x) < NODE_WIDTH && Math.abs(place.y - y) < NODE_HEIGHT)) {
    y += NODE_HEIGHT + 2 * STEP;
  }
  x = Math.round(x / STEP) * STEP;
  y = Math.round(y / STEP) * STEP;
  return { x, y };
}

export interface AddOrder {
  place: Place;
  /** The component whose result the new one reads. */
  after?: string;
  /** The connection that the new one goes into. */
  edge?: DraftEdge;
}

/** The key of the new component; null where nothing may be added. */
export function addComponent(editor: Editor, type: ComponentType, { place, after, edge }: AddOrder): string | null {
  const { store, types } = editor;
  if (store.getState().isReadOnly) {
    return null;
  }
  const added = edits.add(draftIn(store), type, freePlace(draftIn(store), place));
  const { key } = added;
  let { draft } = added;
  let refused: string | null = null;
  if (edge && type.producesOutput && type.inputs.max !== 0) {
    draft = edits.insertOn(draft, edge, key);
  } else if (edge) {
    refused = t("editor.insertRefused", { title: type.title });
  } else if (after !== undefined) {
    const reason = refusal(draft, types, after, key);
    if (reason === null) {
      draft = edits.connect(draft, after, key);
    } else {
      refused = t(`editor.refusal.${reason}`, { from: labelOf(draft, after), to: type.title });
    }
  }
  edit(store, () => draft);
  store.setState({ selected: [key], selectedEdge: null, focused: key, asking: null, isPanelOpen: true });
  say(store, refused ?? t("editor.added", { label: type.title }), refused ? "bad" : "info");
  return key;
}

/** Connects two components, or says why not. Who may only look is told nothing that has not happened. */
export function tryConnect({ store, types }: Editor, from: string, to: string): boolean {
  if (store.getState().isReadOnly) {
    return false;
  }
  const draft = draftIn(store);
  const words = { from: labelOf(draft, from), to: labelOf(draft, to) };
  const reason = refusal(draft, types, from, to);
  store.setState({ connecting: null });
  if (reason !== null) {
    say(store, t(`editor.refusal.${reason}`, words), "bad");
    return false;
  }
  edit(store, (now) => edits.connect(now, from, to));
  say(store, t("editor.connected", words));
  return true;
}

export function disconnect({ store }: Editor, edge: DraftEdge): void {
  if (store.getState().isReadOnly) {
    return;
  }
  const draft = draftIn(store);
  edit(store, (now) => edits.disconnect(now, [edge]));
  store.setState({ selectedEdge: null, hoveredEdge: null });
  say(store, t("editor.disconnected", { from: labelOf(draft, edge.from), to: labelOf(draft, edge.to) }));
}

export function removeSelected(editor: Editor): void {
  const { store } = editor;
  const { selected, selectedEdge, isReadOnly } = store.getState();
  if (isReadOnly) {
    return;
  }
  if (selected.length > 0) {
    edit(store, (draft) => edits.remove(draft, selected));
    const next = draftIn(store).components[0]?.key ?? null;
    store.setState({ selected: [], focused: next });
    say(store, t("editor.removed", { count: selected.length }));
  } else if (selectedEdge !== null) {
    const edge = draftIn(store).edges.find(({ from, to }) => `${from}→${to}` === selectedEdge);
    if (edge) {
      disconnect(editor, edge);
    }
  }
}

export function toggleDisabled({ store }: Editor): void {
  if (store.getState().isReadOnly) {
    return;
  }
  const draft = draftIn(store);
  const chosen = store.getState().selected.flatMap((key) => componentOf(draft, key) ?? []);
  const [first] = chosen;
  if (first) {
    const disabled = !first.disabled;
    edit(store, (now) =>
      edits.setDisabled(
        now,
        chosen.map(({ key }) => key),
        disabled,
      ),
    );
    say(store, t(disabled ? "editor.disabledNow" : "editor.enabledNow", { label: first.label }));
  }
}

export function nudgeSelected({ store }: Editor, by: Place): void {
  const { selected } = store.getState();
  edit(store, (draft) => edits.nudge(draft, selected, by), `nudge ${selected.join(" ")}`);
}

export function addNote({ store }: Editor, place: Place): void {
  if (store.getState().isReadOnly) {
    return;
  }
  const added = edits.addNote(draftIn(store), place);
  edit(store, () => added.draft);
  select(store, [added.key]);
  // Whoever takes a note wants to write; without the caret in it, letters would be commands.
  requestAnimationFrame(() =>
    document.querySelector<HTMLElement>(`[data-testid="note-${CSS.escape(added.key)}"] textarea`)?.focus(),
  );
}

export async function copySelected({ store }: Editor): Promise<boolean> {
  const { selected } = store.getState();
  if (selected.length === 0) {
    return false;
  }
  try {
    await navigator.clipboard.writeText(copy(draftIn(store), selected));
    say(store, t("editor.copied", { count: selected.length }));
    return true;
  } catch {
    say(store, t("editor.clipboardRefused"), "bad");
    return false;
  }
}

export function pasteText({ store, types }: Editor, text: string, at: Place): void {
  if (store.getState().isReadOnly) {
    return;
  }
  const piece = readPiece(text, types);
  if (typeof piece === "string") {
    say(store, t(`editor.pasteRefused.${piece}`), "bad");
    return;
  }
  if (piece.components.length + Object.keys(piece.notes).length === 0) {
    say(store, t("editor.pasteRefused.not-ours"), "bad");
    return;
  }
  const pasted = paste(draftIn(store), piece, at);
  edit(store, () => pasted.draft);
  store.setState({ selected: pasted.keys, selectedEdge: null, focused: pasted.keys[0] ?? null });
  say(store, t("editor.pasted", { count: pasted.keys.length }));
}

export function duplicateSelected(editor: Editor): void {
  const { store } = editor;
  const draft = draftIn(store);
  const { selected } = store.getState();
  const places = selected.map((key) => draft.layout.notes[key] ?? placeOf(draft, key));
  if (places.length > 0) {
    const at = {
      x: Math.min(...places.map(({ x }) => x)) + 2 * STEP,
      y: Math.min(...places.map(({ y }) => y)) + 6 * STEP,
    };
    pasteText(editor, copy(draft, selected), at);
  }
}

export async function tidyUp({ store }: Editor): Promise<void> {
  if (store.getState().isReadOnly) {
    return;
  }
  const draft = draftIn(store);
  const places = await tidyPlaces(draft);
  edit(store, (now) => edits.placed(now, places));
  say(store, t("editor.tidied"));
}
