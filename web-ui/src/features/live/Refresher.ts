import type { Query, QueryClient, QueryKey } from "@tanstack/react-query";
import { isPassing } from "@/api/problem";

const PAUSE = 150;

/** What was refused outright stays refused: to ask again would only take the page that says so away for a moment. */
const isWorthAsking = ({ state }: Query) =>
  state.status !== "error" || state.data !== undefined || isPassing(state.error);

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
      void this.#queries.invalidateQueries({ queryKey, predicate: isWorthAsking });
    }
  }
}
