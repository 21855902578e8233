import type { ProcessSummary } from "@contract";
import { useState } from "react";

/** Which processes of a page are selected. Another page or another filter begins anew. */
export interface Selection {
  chosen: ProcessSummary[];
  /** Whether anything was ever selected: only then is what acts on it loaded. */
  wasUsed: boolean;
  isChosen: (key: string) => boolean;
  toggle: (key: string) => void;
  toggleAll: () => void;
  clear: () => void;
  /** Selects just these. */
  keep: (keys: string[]) => void;
}

export function useSelection(processes: readonly ProcessSummary[] | undefined, page: string): Selection {
  const [state, setState] = useState<{ page: string; keys: ReadonlySet<string>; wasUsed: boolean }>({
    page,
    keys: new Set(),
    wasUsed: false,
  });
  const keys = state.page === page ? state.keys : new Set<string>();
  const chosen = (processes ?? []).filter(({ key }) => keys.has(key));
  const select = (wanted: Iterable<string>) => setState({ page, keys: new Set(wanted), wasUsed: true });
  return {
    chosen,
    wasUsed: state.wasUsed,
    isChosen: (key) => keys.has(key),
    toggle: (key) => select(keys.has(key) ? [...keys].filter((each) => each !== key) : [...keys, key]),
    toggleAll: () => select(chosen.length === processes?.length ? [] : (processes ?? []).map((process) => process.key)),
    clear: () => select([]),
    keep: select,
  };
}
