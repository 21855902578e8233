import type { Draft } from "./draft";

const LONGEST = 40;

/** A machine's name out of a person's: small letters, digits and underscores, beginning with a letter. */
export function keyFor(label: string): string {
  const plain = label
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^[0-9_]+|_+$/g, "");
  return plain.slice(0, LONGEST).replace(/_+$/, "") || "component";
}

/** The same, for processes, whose keys have hyphens. */
export function processKeyFor(name: string): string {
  return keyFor(name).replaceAll("_", "-");
}

/** A name like the wanted one that is not taken yet. */
export function freeKey(wanted: string, taken: ReadonlySet<string>): string {
  if (!taken.has(wanted)) {
    return wanted;
  }
  const stem = wanted.replace(/_\d+$/, "");
  for (let number = 2; ; number++) {
    const end = `_${number}`;
    const key = `${stem.slice(0, LONGEST - end.length)}${end}`;
    if (!taken.has(key)) {
      return key;
    }
  }
}

export function keysOf(draft: Draft): Set<string> {
  return new Set(draft.components.map((component) => component.key));
}

/** Keys that nothing new may have: components and notes lie on one canvas and are chosen in one list. */
export function takenKeys(draft: Draft): Set<string> {
  return new Set([...keysOf(draft), ...Object.keys(draft.layout.notes)]);
}

/** Whether the key is the one that was made of the label, so that nobody has chosen it. */
export function isDerived(key: string, label: string): boolean {
  const made = keyFor(label);
  return key === made || key.replace(/_\d+$/, "") === made.replace(/_\d+$/, "");
}
