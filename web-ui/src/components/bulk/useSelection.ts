import { useState } from "react";

/** Which items of a list are selected, by their keys. Another page or another filter begins anew. */
export interface Selection<T> {
  /** Those that are selected, as they stand in the list now. */
  chosen: T[];
  /** Whether anything was ever selected: only then is what acts on it loaded. */
  wasUsed: boolean;
  isChosen: (key: string) => boolean;
  toggle: (key: string) => void;
  toggleAll: () => void;
  clear: () => void;
  /** Selects just these. */
  keep: (keys: string[]) => void;
}

/** @param page the same for the same page of the same filter */
export function useSelection<T>(
  items: readonly T[] | undefined,
  keyOf: (item: T) => string,
  page: string,
): Selection<T> {
  const [state, setState] = useState<{ page: string; keys: ReadonlySet<string>; wasUsed: boolean }>({
    page,
    keys: new Set(),
    wasUsed: false,
  });
  const keys = state.page === page ? state.keys : new Set<string>();
  const chosen = (items ?? []).filter((item) => keys.has(keyOf(item)));
  const select = (wanted: Iterable<string>) => setState({ page, keys: new Set(wanted), wasUsed: true });
  return {
    chosen,
    wasUsed: state.wasUsed,
    isChosen: (key) => keys.has(key),
    toggle: (key) => select(keys.has(key) ? [...keys].filter((each) => each !== key) : [...keys, key]),
    toggleAll: () => select(chosen.length === items?.length ? [] : (items ?? []).map(keyOf)),
    clear: () => select([]),
    keep: select,
  };
}
