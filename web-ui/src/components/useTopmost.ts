import { useLayoutEffect, useState, useSyncExternalStore } from "react";

/** What lies over the page, the topmost last. */
let layers: readonly symbol[] = [];
const watchers = new Set<() => void>();

function change(next: readonly symbol[]): void {
  layers = next;
  for (const tell of watchers) {
    tell();
  }
}

function watch(tell: () => void): () => void {
  watchers.add(tell);
  return () => watchers.delete(tell);
}

const topmost = () => layers.at(-1);

/**
 * Whether nothing lies over this dialog, panel or menu: only the topmost is closed by Escape or by a click beside it. What is under another
 * stays, wherever the two stand in the tree.
 */
export function useTopmost(isOpen: boolean): boolean {
  const [layer] = useState(() => Symbol());
  useLayoutEffect(() => {
    if (isOpen) {
      change([...layers, layer]);
      return () => change(layers.filter((each) => each !== layer));
    }
  }, [isOpen, layer]);
  return useSyncExternalStore(watch, topmost) === layer;
}

/**
 * Gives the keyboard back, when something goes away that was made to lie over the page, to what had it before. Mantine does so only for
 * what is there all the time and opened later.
 */
export function useReturnedFocus(isOpen: boolean): void {
  const [before] = useState(() => (isOpen ? document.activeElement : null));
  useLayoutEffect(
    () => () => {
      requestAnimationFrame(() => {
        if (document.activeElement === document.body && before instanceof HTMLElement) {
          before.focus({ preventScroll: true });
        }
      });
    },
    [before],
  );
}
