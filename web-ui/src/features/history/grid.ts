import type { HistoryCell, HistoryPage, HistoryRun } from "@contract";
import { elapsed } from "@/components/format";

export interface Line {
  key: string;
  label: string;
}

/** A run with its cells by the line that they are on. */
export interface Column {
  run: HistoryRun;
  /** How long it took, or takes so far; null before it began. */
  milliseconds: number | null;
  cells: ReadonlyMap<number, HistoryCell>;
}

export interface Grid {
  lines: readonly Line[];
  columns: readonly Column[];
  longest: number;
  median: number;
  failed: number;
}

/** One grid of several pages. Each page numbers its own components; lines that only older pages have come last. */
export function toGrid(pages: readonly HistoryPage[], now: number): Grid {
  const places = new Map<string, number>();
  const lines: Line[] = [];
  const columns: Column[] = [];
  for (const page of pages) {
    const here = page.components.map(({ key, label }) => {
      const known = places.get(key);
      if (known !== undefined) {
        return known;
      }
      places.set(key, lines.length);
      return lines.push({ key, label }) - 1;
    });
    for (const run of page.runs) {
      const cells = new Map<number, HistoryCell>();
      for (const cell of run.cells) {
        const line = here[cell.component];
        if (line !== undefined) {
          cells.set(line, cell);
        }
      }
      columns.push({ run, milliseconds: elapsed(run.startedAt, run.endedAt, now), cells });
    }
  }
  const times = columns
    .map(({ milliseconds }) => milliseconds)
    .filter((time) => time !== null)
    .sort((one, other) => one - other);
  return {
    lines,
    columns,
    longest: times.at(-1) ?? 0,
    median: times[Math.floor((times.length - 1) / 2)] ?? 0,
    failed: columns.filter(({ run }) => run.state === "FAILED").length,
  };
}
