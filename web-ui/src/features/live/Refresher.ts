import type { QueryClient, QueryKey } from "@tanstack/react-query";

const PAUSE = 150;

/** Asks again for what has become stale, many events at a time: a run's burst must not become a burst of calls. */
export class Refresher {
  readonly #queries: QueryClient;
  readonly #stale = new Map<string, QueryKey>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(queries: QueryClient) {
    this.#queries = queries;
  }

  add(keys: QueryKey[]): void {
    for (const key of keys) {
      this.#stale.set(JSON.stringify(key), key);
    }
    this.#timer ??= setTimeout(() => this.#refresh(), PAUSE);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#stale.clear();
  }

  #refresh(): void {
    this.#timer = undefined;
    const stale = [...this.#stale.values()];
    this.#stale.clear();
    for (const queryKey of stale) {
      void this.#queries.invalidateQueries({ queryKey });
    }
  }
}
