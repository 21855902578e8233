import type { Place } from "@/features/graph/definition";
import { layOut } from "@/features/graph/layout";
import type { Draft } from "./draft";
import { placed } from "./edits";
import { notePlaces } from "./notePlaces";

/** Whether the draft says of every component where it lies. */
export function hasWholeLayout(draft: Draft): boolean {
  return draft.components.every(({ key }) => key in draft.layout.components);
}

/** A good place for everything: for components along the flow, for notes beside what they are about. */
export async function tidyPlaces(draft: Draft): Promise<ReadonlyMap<string, Place>> {
  const places = await layOut(draft, "right");
  return new Map([...places, ...notePlaces(draft, places)]);
}

/** The same draft with a place for everything. */
export async function withLayout(draft: Draft): Promise<Draft> {
  return placed(draft, await tidyPlaces(draft));
}
