import { layOut } from "@/features/graph/layout";
import type { Draft } from "./draft";
import { placed } from "./edits";

/** Whether the draft says of every component where it lies. */
export function hasWholeLayout(draft: Draft): boolean {
  return draft.components.every(({ key }) => key in draft.layout.components);
}

/** The same draft with a place for everything. */
export async function withLayout(draft: Draft): Promise<Draft> {
  return placed(draft, await layOut(draft, "right"));
}
