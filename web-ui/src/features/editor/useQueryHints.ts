import { useDeferredValue, useMemo } from "react";
import { useDraft, useEditor } from "./EditorStore";
import { type PlacedHint, queryHints } from "./model/queryHints";
import { useKnownColumns } from "./useKnownColumns";

/** What the queries of the draft ask for in vain. Whoever types waits for no query but their own. */
export function useQueryHints(): PlacedHint[] {
  const { tenant, process, types } = useEditor();
  const known = useKnownColumns(tenant, process);
  const { components, edges, ...others } = useDeferredValue(useDraft());
  // biome-ignore lint/correctness/useExhaustiveDependencies: where things lie, and what they are called, is nothing to a query
  return useMemo(() => queryHints({ ...others, components, edges }, types, known), [components, edges, types, known]);
}
