import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Connection } from "./connection";
import { LiveStream } from "./LiveStream";

/** Stands in for the browser's stream: the test says what the server sends. */
class FakeSource extends EventTarget {
  static readonly CLOSED = 2;
  static opened: FakeSource[] = [];
  readyState = 1;
  onerror: (() => void) | null = null;
  readonly url: string;

  constructor(url: string) {
    super();
    this.url = url;
    FakeSource.opened.push(this);
  }

  send(type: string, data = "{}"): void {
    this.dispatchEvent(new MessageEvent(type, { data }));
  }

  close(): void {
    this.readyState = FakeSource.CLOSED;
  }
}

function listen() {
  const connections: Connection[] = [];
  const onEvent = vi.fn();
  const onStart = vi.fn();
  const stream = new LiveStream("acme", {
    onEvent,
    onStart,
    onConnection: (connection) => connections.push(connection),
  });
  stream.open();
  return { stream, connections, onEvent, onStart };
}

const newest = () => FakeSource.opened.at(-1) ?? expect.fail("nothing was opened");

describe("the live stream", () => {
  beforeEach(() => {
    FakeSource.opened = [];
    vi.stubGlobal("EventSource", FakeSource);
    vi.useFakeTimers();
  });
  afterEach(() => void vi.useRealTimers());

  it("is live from the server's first word, and passes on what it knows", () => {
    const { connections, onEvent, onStart } = listen();
    newest().send("hello");
    newest().send("run", '{"run":"r1","process":"p","state":"RUNNING"}');
    expect(connections).toEqual(["live"]);
    expect(onStart).toHaveBeenCalledOnce();
    expect(onEvent).toHaveBeenCalledWith({ type: "run", run: "r1", process: "p", state: "RUNNING" });
  });

  it("leaves reconnecting to the browser while the browser tries", () => {
    const { connections } = listen();
    newest().readyState = 0;
    newest().onerror?.();
    vi.advanceTimersByTime(60_000);
    expect(connections).toEqual(["lost"]);
    expect(FakeSource.opened).toHaveLength(1);
  });

  it("opens anew what the browser gave up on", () => {
    listen();
    newest().close();
    newest().onerror?.();
    vi.advanceTimersByTime(5000);
    expect(FakeSource.opened).toHaveLength(2);
  });

  it("takes a long silence for a lost connection; heartbeats keep it", () => {
    const { connections } = listen();
    newest().send("hello");
    for (let beat = 0; beat < 6; beat += 1) {
      vi.advanceTimersByTime(10_000);
      newest().send("heartbeat");
    }
    expect(connections).toEqual(["live"]);
    vi.advanceTimersByTime(26_000);
    expect(connections).toEqual(["live", "lost"]);
  });

  it("stays closed once it is closed", () => {
    const { stream } = listen();
    newest().send("hello");
    stream.close();
    vi.advanceTimersByTime(120_000);
    expect(FakeSource.opened).toHaveLength(1);
  });
});
