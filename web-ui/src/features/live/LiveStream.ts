import type { Connection } from "./connection";
import { type LiveEvent, readEvent } from "./events";

/** Two heartbeats of the api and a bit: after such a silence the connection is as good as gone. */
const SILENCE = 25_000;
const AGAIN = 3_000;
const types = [
  "run",
  "task",
  "call",
  "publication",
  "publication-request",
  "backfill",
  "alert",
  "trial",
  "draft.saved",
] as const;

export interface LiveListener {
  onEvent: (event: LiveEvent) => void;
  onConnection: (connection: Connection) => void;
  /** The stream begins, or begins again after something may have been missed. */
  onStart: () => void;
}

/** One stream of a tenant's events. The browser reconnects by itself and names the last event; what it gives up on is opened anew. */
export class LiveStream {
  readonly #url: string;
  readonly #listener: LiveListener;
  #source: EventSource | undefined;
  #silence: ReturnType<typeof setTimeout> | undefined;
  #again: ReturnType<typeof setTimeout> | undefined;

  constructor(tenant: string, listener: LiveListener) {
    this.#url = `/api/v1/tenants/${encodeURIComponent(tenant)}/events`;
    this.#listener = listener;
  }

  open(): void {
    const source = new EventSource(this.#url);
    this.#source = source;
    source.addEventListener("hello", () => {
      this.#listener.onConnection("live");
      this.#listener.onStart();
      this.#heard();
    });
    source.addEventListener("heartbeat", () => this.#heard());
    for (const type of types) {
      source.addEventListener(type, (message) => {
        this.#heard();
        const event = readEvent(type, message.data);
        if (event) {
          this.#listener.onEvent(event);
        }
      });
    }
    source.onerror = () => this.#lost();
  }

  close(): void {
    clearTimeout(this.#silence);
    clearTimeout(this.#again);
    this.#source?.close();
    this.#source = undefined;
  }

  #heard(): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => {
      this.#source?.close();
      this.#lost();
    }, SILENCE);
  }

  #lost(): void {
    clearTimeout(this.#silence);
    this.#listener.onConnection("lost");
    if (this.#source?.readyState === EventSource.CLOSED) {
      clearTimeout(this.#again);
      this.#again = setTimeout(() => this.open(), AGAIN);
    }
  }
}
