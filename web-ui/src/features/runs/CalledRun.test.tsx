import type { CallView, ReceiptLine, RunView } from "@contract";
import { screen } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { show } from "@/features/editor/testing";
import { serve } from "@/test-server";
import { CalledRun } from "./CalledRun";
import { Receipt } from "./Receipt";
import { RunFacts } from "./RunFacts";

vi.mock("@tanstack/react-router", async (original) => ({
  ...(await original<typeof import("@tanstack/react-router")>()),
  Link: (await import("@/test-link")).TestLink,
}));

const call: CallView = {
  run: "r2",
  process: "leaf",
  processName: "The leaf",
  attempt: 2,
  state: "RUNNING",
  waitingFor: null,
};

const linked = async (name: string) =>
  decodeURIComponent((await screen.findByRole("link", { name })).getAttribute("href") ?? "");

describe("a run that was called", () => {
  it("is led to from the component, with its state and for which time it was called", async () => {
    show(<CalledRun tenant="acme" call={call} />);
    expect(await linked("Open the run of The leaf")).toBe("/t/acme/runs/r2");
    expect(screen.getByText("Running")).toBeDefined();
    expect(screen.getByText("Attempt 2")).toBeDefined();
  });

  it("leads back to the component that called it", async () => {
    serve(() => []);
    const run = {
      origin: "SUBPROCESS",
      requestedBy: "called by whole",
      calledBy: { run: "r1", process: "whole", processName: "The whole", component: "c1" },
      parent: null,
      upstream: null,
      notBefore: null,
      startedAt: null,
      version: null,
      repetitions: [],
      parameters: {},
      values: {},
      requestedAt: "2026-01-01T00:00:00Z",
    } as unknown as RunView;
    show(<RunFacts tenant="acme" run={run} />);
    expect(await linked("Run r1 of The whole")).toBe("/t/acme/runs/r1?component=c1");
    expect(screen.getByText("Called by")).toBeDefined();
  });

  it("is named by the receipt of its caller's stop", async () => {
    const receipt: ReceiptLine[] = [{ component: "c1", stepId: null, run: "r2", outcome: "CANCELLED" }];
    show(<Receipt tenant="acme" run={{ components: [] as RunView["components"] } as RunView} receipt={receipt} />);
    expect(await linked("Run r2")).toBe("/t/acme/runs/r2");
  });
});
