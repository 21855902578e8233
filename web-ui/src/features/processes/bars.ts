import type { LastRun } from "@contract";
import { elapsed } from "@/components/format";

const LOWEST = 0.3;

/** How tall each run's bar is, from 0 to 1: by its length, the longest of them full. Oldest first. */
export function barHeights(
  runs: readonly LastRun[],
  now: number,
): { run: LastRun; length: number | null; height: number }[] {
  const lengths = runs.map((run) => elapsed(run.startedAt, run.endedAt, now));
  const longest = Math.max(1, ...lengths.map((length) => length ?? 0));
  return runs
    .map((run, at) => {
      const length = lengths[at] ?? null;
      return { run, length, height: LOWEST + (1 - LOWEST) * ((length ?? 0) / longest) };
    })
    .reverse();
}
