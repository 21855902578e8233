export interface LogLine {
  number: number;
  text: string;
}

/** The lines of a log that hold what is looked for; all without a query. Case does not matter. */
export function findLines(log: string, query: string): LogLine[] {
  const lines = log.split("\n");
  if (lines.at(-1) === "") {
    lines.pop();
  }
  const wanted = query.toLowerCase();
  return lines
    .map((text, at) => ({ number: at + 1, text }))
    .filter((line) => wanted === "" || line.text.toLowerCase().includes(wanted));
}

/** A line cut at its matches: every second part is one. */
export function cutAtMatches(text: string, query: string): string[] {
  if (query === "") {
    return [text];
  }
  const wanted = query.toLowerCase();
  const lower = text.toLowerCase();
  // Lower case of a few letters is longer than they are; then positions mean nothing.
  if (lower.length !== text.length) {
    return [text];
  }
  const parts: string[] = [];
  let from = 0;
  for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, from)) {
    parts.push(text.slice(from, at), text.slice(at, at + wanted.length));
    from = at + wanted.length;
  }
  return [...parts, text.slice(from)];
}
