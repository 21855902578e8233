import { asProblem, type ProblemDetails } from "@/api/problem";

export interface Outcome<T> {
  item: T;
  /** Null when it was done. */
  problem: ProblemDetails | null;
}

const AT_ONCE = 4;

/** Does one thing for many, a few at a time. One that fails hinders none of the others; the outcomes come in the items' order. */
export async function forEach<T>(
  items: readonly T[],
  deed: (item: T) => Promise<unknown>,
  onProgress: (done: number) => void,
): Promise<Outcome<T>[]> {
  const outcomes: Outcome<T>[] = [];
  let next = 0;
  let done = 0;
  async function work(): Promise<void> {
    for (let at = next++; at < items.length; at = next++) {
      const item = items[at] as T;
      const problem = await deed(item).then(
        () => null,
        (error: unknown) => asProblem(error),
      );
      outcomes[at] = { item, problem };
      done += 1;
      onProgress(done);
    }
  }
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, items.length) }, work));
  return outcomes;
}
