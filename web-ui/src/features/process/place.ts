import type { ProcessDefinition } from "@/features/graph/definition";

/** Where a JSON pointer leads, in the reader's words: "Check flights › settings › rules › 1". */
export function placeOf(pointer: string, definition: ProcessDefinition): string {
  const parts = pointer
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
  const [list, index, ...rest] = parts;
  const number = Number(index);
  if (list === "components" && definition.components[number]) {
    return [definition.components[number].label, ...rest].join(" › ");
  }
  if (list === "edges" && definition.edges[number]) {
    const { from, to } = definition.edges[number];
    return [`${from} → ${to}`, ...rest].join(" › ");
  }
  return parts.join(" › ");
}
