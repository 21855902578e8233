import { useState } from "react";
import { forEach, type Outcome } from "./forEach";

/** A deed on many things: how far it is, and what became of it. */
export interface Work<T, Deed> {
  deed: Deed;
  total: number;
  done: number;
  /** Null while it is under way. */
  outcomes: Outcome<T>[] | null;
}

/**
 * Carries out a deed on many things, a few at a time.
 *
 * @param onDone told what was refused, when all is done
 */
export function useBulk<T, Deed>(
  carryOut: (item: T, deed: Deed) => Promise<unknown>,
  onDone: (items: T[], refused: T[]) => Promise<void> | void,
) {
  const [work, setWork] = useState<Work<T, Deed> | null>(null);
  async function start(deed: Deed, items: T[]): Promise<void> {
    const begun: Work<T, Deed> = { deed, total: items.length, done: 0, outcomes: null };
    setWork(begun);
    const outcomes = await forEach(
      items,
      (item) => carryOut(item, deed),
      (done) => setWork({ ...begun, done }),
    );
    await onDone(
      items,
      outcomes.filter(({ problem }) => problem).map(({ item }) => item),
    );
    setWork({ ...begun, done: items.length, outcomes });
  }
  return { work, start, dismiss: () => setWork(null) };
}
