import type { Draft } from "./draft";

/**
 * The states of a draft, for undo and redo. One gesture makes one entry: edits that follow each other under the same name (the
 * letters of one field, one press of an arrow key) join. A ready-made temporal store would see every single step and could only
 * be paused, which loses the state from before the gesture; drafts are immutable, so keeping them whole costs next to nothing.
 */
export interface History {
  readonly past: readonly Draft[];
  readonly present: Draft;
  readonly future: readonly Draft[];
  /** The gesture that the last entry belongs to, while it may still go on. */
  readonly gesture: string | null;
}

const MOST = 200;

export function beginHistory(draft: Draft): History {
  return { past: [], present: draft, future: [], gesture: null };
}

export function record(history: History, draft: Draft, gesture: string | null = null): History {
  if (draft === history.present) {
    return history;
  }
  const goesOn = gesture !== null && gesture === history.gesture && history.past.length > 0;
  const past = goesOn ? history.past : [...history.past, history.present].slice(-MOST);
  return { past, present: draft, future: [], gesture };
}

/** What comes next is another gesture, whatever its name. */
export function endGesture(history: History): History {
  return history.gesture === null ? history : { ...history, gesture: null };
}

export function undo(history: History): History {
  const before = history.past.at(-1);
  return before
    ? {
        past: history.past.slice(0, -1),
        present: before,
        future: [history.present, ...history.future],
        gesture: null,
      }
    : history;
}

export function redo(history: History): History {
  const [after, ...future] = history.future;
  return after ? { past: [...history.past, history.present], present: after, future, gesture: null } : history;
}
