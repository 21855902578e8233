import type { ComponentType } from "@contract";
import { type Draft, readDraft } from "./draft";

const files = import.meta.glob<ComponentType>(
  "../../../../../dag-generator/src/main/resources/io/headgate/dag/catalog/*.json",
  { eager: true, import: "default" },
);

/** The component types as the api gives them: tests work on the real catalogue. */
export const catalogue: ComponentType[] = Object.values(files);

export function typeNamed(type: string): ComponentType {
  const found = catalogue.find((candidate) => candidate.type === type);
  if (!found) {
    throw new Error(`The catalogue has no ${type}.`);
  }
  return found;
}

export function emptyDraft(key: string, name: string): Draft {
  return readDraft({ key, name });
}
