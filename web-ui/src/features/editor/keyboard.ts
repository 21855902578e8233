import type { KeyboardEvent } from "react";

/**
 * Whether a key was pressed inside of what listens for it. React tells parents of keys in dialogs and menus, too, wherever in the
 * page these lie.
 */
export function isInside(event: KeyboardEvent): boolean {
  return event.target instanceof Node && event.currentTarget.contains(event.target);
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
