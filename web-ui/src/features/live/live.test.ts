import type { RunView } from "@contract";
import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { keys } from "@/api/keys";
import { ProblemError } from "@/api/problem";
import { isKnown, patchRun, staleKeys } from "./applyEvent";
import { readEvent } from "./events";
import { Refresher } from "./Refresher";

const run = {
  id: "r1",
  state: "STARTING",
  components: [
    { key: "a", state: "NONE" },
    { key: "b", state: "NONE" },
  ],
} as unknown as RunView;

describe("readEvent", () => {
  it("reads what it knows", () => {
    expect(readEvent("task", '{"run":"r1","component":"a","state":"RUNNING"}')).toEqual({
      type: "task",
      run: "r1",
      component: "a",
      state: "RUNNING",
    });
  });

  it("reads who has saved a draft, and makes stale that draft and what it was compared with", () => {
    const saved = readEvent("draft.saved", '{"process":"p","etag":"e","by":"ann"}');
    expect(saved).toEqual({ type: "draft.saved", process: "p", etag: "e", by: "ann" });
    expect(saved && staleKeys("t", saved)).toEqual([keys.draft("t", "p"), keys.diff("t", "p"), keys.processes("t")]);
    const queries = new QueryClient();
    queries.setQueryData(keys.draft("t", "p"), { etag: "e" });
    expect(saved && isKnown(queries, "t", saved)).toBe(true);
    expect(saved && isKnown(queries, "t", { ...saved, etag: "other" } as typeof saved)).toBe(false);
  });

  it("makes the alerts stale when one of them changes", () => {
    const changed = readEvent("alert", '{"incident":"i1"}');
    expect(changed).toEqual({ type: "alert", incident: "i1" });
    expect(changed && staleKeys("t", changed)).toEqual([keys.alerts("t")]);
  });

  it("makes a run stale when one that it has called changes", () => {
    const called = readEvent("call", '{"run":"r1","component":"a","called":"r2","state":"RUNNING"}');
    expect(called).toEqual({ type: "call", run: "r1" });
    expect(called && staleKeys("t", called)).toEqual([keys.run("t", "r1")]);
  });

  it("leaves out what it does not know", () => {
    expect(readEvent("weather", "{}")).toBeNull();
    expect(readEvent("run", '{"run":3}')).toBeNull();
  });
});

describe("patchRun", () => {
  it("changes the one component that the event is about", () => {
    const patched = patchRun(run, { type: "task", run: "r1", component: "b", state: "RUNNING" });
    expect(patched.components.map((component) => component.state)).toEqual(["NONE", "RUNNING"]);
  });

  it("leaves another run alone", () => {
    expect(patchRun(run, { type: "run", run: "r2", process: "p", state: "FAILED" })).toBe(run);
  });
});

describe("staleKeys", () => {
  it("asks again for the lists when a run changes, and only for the run when a component does", () => {
    expect(staleKeys("t", { type: "task", run: "r1", component: "a", state: "RUNNING" })).toEqual([
      keys.run("t", "r1"),
    ]);
    expect(staleKeys("t", { type: "run", run: "r1", process: "p", state: "RUNNING" })).toContainEqual(keys.runs("t"));
  });
});

describe("Refresher", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("makes one call of a burst of events", () => {
    const queries = new QueryClient();
    const invalidate = vi.spyOn(queries, "invalidateQueries").mockResolvedValue();
    const refresher = new Refresher(queries);
    for (let event = 0; event < 50; event += 1) {
      refresher.add([keys.run("t", "r1")]);
    }
    vi.runAllTimers();
    expect(invalidate).toHaveBeenCalledTimes(1);
  });

  it("asks again for what failed by chance, but not for what was refused, which stays as it is said", async () => {
    vi.useRealTimers();
    const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
    const refused = vi.fn(() => Promise.reject(new ProblemError({ status: 404, code: "gone", detail: "Gone." })));
    const failed = vi.fn(() => Promise.reject(new TypeError("network")));
    const observers = [
      new QueryObserver(queries, { queryKey: [...keys.tenant("t"), "refused"], queryFn: refused }),
      new QueryObserver(queries, { queryKey: [...keys.tenant("t"), "failed"], queryFn: failed }),
    ];
    const leave = observers.map((observer) => observer.subscribe(() => {}));
    await vi.waitFor(() => expect(observers.map((each) => each.getCurrentResult().status)).toEqual(["error", "error"]));
    new Refresher(queries).add([keys.tenant("t")]);
    await vi.waitFor(() => expect(failed).toHaveBeenCalledTimes(2));
    expect(refused).toHaveBeenCalledTimes(1);
    for (const each of leave) {
      each();
    }
  });
});
