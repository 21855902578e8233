import { useSyncExternalStore } from "react";

const listeners = new Map<number, { now: number; heard: Set<() => void>; timer: ReturnType<typeof setInterval> }>();

function listen(every: number, heard: () => void): () => void {
  let clock = listeners.get(every);
  if (!clock) {
    const started = {
      now: Date.now(),
      heard: new Set<() => void>(),
      timer: setInterval(() => {
        started.now = Date.now();
        for (const each of started.heard) {
          each();
        }
      }, every),
    };
    clock = started;
    listeners.set(every, clock);
  }
  clock.heard.add(heard);
  return () => {
    clock.heard.delete(heard);
    if (clock.heard.size === 0) {
      clearInterval(clock.timer);
      listeners.delete(every);
    }
  };
}

const asleep = () => () => {};
let frozen = 0;

/** The time now, renewed every so many milliseconds by one shared clock; null renews it never. */
export function useNow(every: number | null): number {
  return useSyncExternalStore(every === null ? asleep : (heard) => listen(every, heard), () => {
    const clock = every === null ? undefined : listeners.get(every);
    if (clock) {
      return clock.now;
    }
    const now = Date.now();
    // A value that differs at each look would render for ever.
    frozen = now - frozen > 1000 ? now : frozen;
    return frozen;
  });
}
