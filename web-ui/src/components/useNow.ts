import { useSyncExternalStore } from "react";

/** A clock that ticks while somebody listens; its time changes only with a tick, so that all who read it agree. */
export class Clock {
  #now = Date.now();
  #timer: ReturnType<typeof setInterval> | undefined;
  readonly #every: number;
  readonly #listeners = new Set<() => void>();

  constructor(every: number) {
    this.#every = every;
  }

  readonly listen = (listener: () => void): (() => void) => {
    if (this.#listeners.size === 0) {
      this.#now = Date.now();
      this.#timer = setInterval(() => this.#tick(), this.#every);
    }
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) {
        clearInterval(this.#timer);
      }
    };
  };

  readonly read = (): number => this.#now;

  #tick(): void {
    this.#now = Date.now();
    for (const listener of this.#listeners) {
      listener();
    }
  }
}

const clocks = new Map<number, Clock>();

function clockOf(every: number): Clock {
  const known = clocks.get(every) ?? new Clock(every);
  clocks.set(every, known);
  return known;
}

const deaf = () => () => {};
const stopped = { listen: deaf, read: () => 0 };

/** The time now, renewed every so many milliseconds by one shared clock; with null it stands still, for those who need none. */
export function useNow(every: number | null): number {
  const clock = every === null ? stopped : clockOf(every);
  return useSyncExternalStore(clock.listen, clock.read);
}
