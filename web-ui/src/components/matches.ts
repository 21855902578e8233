/** Whether every word that was typed is found in a text, in any order and whatever the case. */
export function matches(typed: string, text: string): boolean {
  const there = text.toLowerCase();
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => there.includes(word));
}
