import type { KeyboardEvent } from "react";

/**
 * Whether a key was pressed inside of what listens for it, and in no dialog over it. React tells parents of keys in dialogs and
 * menus, too, wherever in the page these lie.
 */
export function isInside({ target, currentTarget }: KeyboardEvent): boolean {
  if (!(target instanceof Element && currentTarget.contains(target))) {
    return false;
  }
  const dialog = target.closest("[role=dialog]");
  return dialog === null || dialog.contains(currentTarget);
}

/** Whether a list or menu hangs open from an element: Escape is for that first. */
export function hasOpenList(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest('[aria-expanded="true"], [aria-haspopup="listbox"][aria-controls]') !== null
  );
}

export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable=true]") !== null;
}
