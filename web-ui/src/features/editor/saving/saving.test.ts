import type { DraftAnswer } from "@contract";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ProblemError } from "@/api/problem";
import { type Draft, writeDraft } from "../model/draft";
import { setName } from "../model/edits";
import { emptyDraft } from "../model/testing";
import { forgetRecovery, keepForRecovery, readRecovery, recoveryKey } from "./recovery";
import { Saver, type SaveState } from "./Saver";

/** A server that keeps one draft and its ETag, and that can be away, lose an answer, or know nobody. */
class FakeServer {
  draft: Draft = emptyDraft("a", "A");
  etag = "0";
  calls = 0;
  fault: "none" | "away" | "answer-lost" | "signed-out" = "none";

  answer(): DraftAnswer {
    return { definition: JSON.parse(writeDraft(this.draft)), etag: this.etag, problems: [] };
  }

  put(draft: Draft, etag: string): DraftAnswer {
    this.calls++;
    if (this.fault === "away") {
      throw new TypeError("Failed to fetch");
    }
    if (this.fault === "signed-out") {
      throw new ProblemError({ status: 401, code: "session.none", detail: "" });
    }
    if (etag !== this.etag) {
      throw new ProblemError({ status: 412, code: "draft.changed", detail: "" });
    }
    this.draft = draft;
    this.etag = String(Number(this.etag) + 1);
    if (this.fault === "answer-lost") {
      this.fault = "none";
      throw new TypeError("Failed to fetch");
    }
    return this.answer();
  }
}

function begin() {
  const server = new FakeServer();
  const states: SaveState["kind"][] = [];
  const saver = new Saver(server.etag, {
    save: async (draft, etag) => server.put(draft, etag),
    load: async () => server.answer(),
    onState: (state) => states.push(state.kind),
    onSaved: () => {},
  });
  return { server, saver, states };
}

const named = (name: string) => setName(emptyDraft("a", "A"), name);

describe("Saver", () => {
  it("tries once more when its page is left, and then no more", async () => {
    const { server, saver } = begin();
    server.fault = "away";
    saver.change(named("B"));
    saver.leave();
    await vi.advanceTimersByTimeAsync(120_000);

    expect(server.calls).toBe(1);
  });

  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("saves once, a moment after the last of many changes", async () => {
    const { server, saver, states } = begin();
    for (const name of ["B", "Be", "Bee"]) {
      saver.change(named(name));
      await vi.advanceTimersByTimeAsync(200);
    }
    expect(server.calls).toBe(0);
    await vi.advanceTimersByTimeAsync(700);
    expect([server.calls, server.draft.name]).toEqual([1, "Bee"]);
    expect(states).toEqual(["waiting", "waiting", "waiting", "saving", "saved"]);
  });

  it("tells that it is offline, and saves as soon as the server is back", async () => {
    const { server, saver } = begin();
    server.fault = "away";
    saver.change(named("B"));
    await vi.advanceTimersByTimeAsync(700);
    expect(saver.state.kind).toBe("offline");
    server.fault = "none";
    await vi.advanceTimersByTimeAsync(2_000);
    expect([saver.state.kind, server.draft.name]).toEqual(["saved", "B"]);
  });

  it("takes its own draft for no conflict when only the answer was lost", async () => {
    const { server, saver } = begin();
    server.fault = "answer-lost";
    saver.change(named("B"));
    await vi.advanceTimersByTimeAsync(3_000);
    expect([saver.state.kind, saver.etag]).toEqual(["saved", "1"]);
  });

  it("never overwrites what somebody else has saved until its reader has chosen", async () => {
    const { server, saver } = begin();
    server.put(named("Theirs"), "0");
    saver.change(named("Mine"));
    await vi.advanceTimersByTimeAsync(700);
    expect(saver.state.kind).toBe("conflict");
    saver.change(named("Mine too"));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(server.draft.name).toBe("Theirs");
    expect(await saver.flush()).toBe(false);
    saver.settle(server.answer(), named("Mine too"));
    await vi.advanceTimersByTimeAsync(0);
    expect([saver.state.kind, server.draft.name]).toEqual(["saved", "Mine too"]);
  });

  it("keeps the work of a session that has ended and saves it in the next", async () => {
    const { server, saver } = begin();
    server.fault = "signed-out";
    saver.change(named("B"));
    await vi.advanceTimersByTimeAsync(700);
    saver.change(named("C"));
    await vi.advanceTimersByTimeAsync(60_000);
    expect([saver.state.kind, server.calls]).toEqual(["signed-out", 1]);
    server.fault = "none";
    expect(await saver.flush()).toBe(true);
    expect(server.draft.name).toBe("C");
  });

  it("tells what somebody else has saved while it has nothing to save, and only then", async () => {
    const { server, saver } = begin();
    saver.notice(server.put(named("Theirs"), "0"), "bob");
    expect(saver.state).toMatchObject({ kind: "changed", by: "bob" });
    saver.change(named("Mine"));
    saver.notice(server.answer(), "bob");
    expect(saver.state.kind).toBe("waiting");
    await vi.advanceTimersByTimeAsync(700);
    expect([saver.state.kind, server.draft.name]).toEqual(["conflict", "Theirs"]);
    saver.settle(server.answer(), null);
    saver.notice(server.answer(), "bob");
    expect(saver.state.kind).toBe("saved");
  });

  it("saves what was changed while it was saving", async () => {
    const { server, saver } = begin();
    saver.change(named("B"));
    const first = saver.flush();
    saver.change(named("C"));
    await first;
    expect(server.draft.name).toBe("B");
    await vi.advanceTimersByTimeAsync(700);
    expect([saver.state.kind, server.draft.name]).toEqual(["saved", "C"]);
  });
});

describe("recovery", () => {
  it("gives an unsaved draft back to its author and to nobody else", () => {
    const key = recoveryKey("ann", "acme", "delays");
    keepForRecovery(key, { draft: named("Unsaved"), etag: "7" });
    expect(readRecovery(key)).toEqual({ draft: named("Unsaved"), etag: "7" });
    expect(readRecovery(recoveryKey("bob", "acme", "delays"))).toBeNull();
    forgetRecovery(key);
    expect(readRecovery(key)).toBeNull();
  });

  it("reads nothing out of what is not a draft", () => {
    localStorage.setItem("headgate-unsaved:x:y:z", "{broken");
    expect(readRecovery("headgate-unsaved:x:y:z")).toBeNull();
  });
});
