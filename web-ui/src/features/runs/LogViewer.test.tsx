import type { ComponentView, Me } from "@contract";
import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { keys } from "@/api/keys";
import { serve } from "@/test-server";
import { LogViewer } from "./LogViewer";

const NOW = Date.parse("2026-03-02T12:00:00Z");

const running: ComponentView = {
  n: 1,
  key: "late",
  label: "Late flights",
  type: "sql-rule",
  state: "RUNNING",
  startedAt: "2026-03-02T11:00:00Z",
  endedAt: null,
  result: null,
  error: null,
  trouble: null,
  reusedFrom: null,
  mark: null,
  call: null,
  attempts: [
    {
      key: "r1-1-1",
      number: 1,
      state: "RUNNING",
      stepId: "s-1",
      clusterId: "j-1",
      queuedAt: "2026-03-02T11:00:00Z",
      submittedAt: "2026-03-02T11:00:00Z",
      startedAt: "2026-03-02T11:00:00Z",
      endedAt: null,
    },
  ],
};

function ended(at: string): ComponentView {
  return {
    ...running,
    state: "SUCCEEDED",
    endedAt: at,
    attempts: running.attempts.map((attempt) => ({ ...attempt, state: "SUCCEEDED", endedAt: at })),
  };
}

const me: Me = {
  username: "ann",
  displayName: "Ann",
  platformAdmin: false,
  csrfToken: "",
  tenants: [{ key: "acme", name: "Acme", role: "engineer" }],
};

function open(component: ComponentView) {
  const queries = new QueryClient();
  queries.setQueryData(keys.me, me);
  const page = (shown: ComponentView) => (
    <MantineProvider env="test">
      <QueryClientProvider client={queries}>
        <LogViewer tenant="acme" run="r1" component={shown} />
      </QueryClientProvider>
    </MantineProvider>
  );
  const { rerender } = render(page(component));
  return (shown: ComponentView) => rerender(page(shown));
}

/** A log whose whole lines are marked by their number. */
function part(text: string, from: number, next: number): Response {
  const headers = { "X-Log-From": String(from), "X-Log-Next": String(next), ETag: `W/"${next}"` };
  return new Response(text, { headers });
}

const pass = (milliseconds: number) => act(() => vi.advanceTimersByTimeAsync(milliseconds));

beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
});

afterEach(() => {
  vi.useRealTimers();
});

it("follows a log by what is new of it, and puts the line that was not whole right", async () => {
  const answers = [part("one\ntw", 0, 4), new Response(null, { status: 304 }), part("two\nthree\n", 4, 14)];
  const calls = serve(() => answers.shift());
  open(running);
  await pass(100);
  expect(screen.getByRole("status").textContent).toBe("2 lines");
  expect(calls[0]?.query.get("from")).toBeNull();
  await pass(2100);
  expect(calls[1]?.query.get("from")).toBe("4");
  expect(calls[1]?.headers.get("If-None-Match")).toBe('W/"4"');
  expect(screen.getByText("tw")).toBeTruthy();
  await pass(2100);
  expect(calls).toHaveLength(3);
  expect(screen.getByRole("status").textContent).toBe("3 lines");
  expect(screen.getByText("two")).toBeTruthy();
  expect(screen.queryByText("tw")).toBeNull();
});

it("begins anew when the log is another one", async () => {
  const answers = [part("one\ntwo\n", 0, 8), part("other\n", 0, 6)];
  serve(() => answers.shift());
  open(running);
  await pass(2100);
  expect(screen.queryByText("one")).toBeNull();
  expect(screen.getByText("other")).toBeTruthy();
});

it("asks for nothing while the page is not seen", async () => {
  const calls = serve(() => part("one\n", 0, 4));
  open(running);
  await pass(100);
  const seen = vi.spyOn(document, "visibilityState", "get").mockReturnValue("hidden");
  await pass(20_000);
  expect(calls).toHaveLength(1);
  seen.mockRestore();
  await pass(2100);
  expect(calls.length).toBeGreaterThan(1);
});

it("waits for what the cluster delivers after the end, and then stops", async () => {
  const calls = serve(() => part("one\n", 0, 4));
  const show = open(running);
  await pass(100);
  show(ended(new Date(NOW).toISOString()));
  await pass(5000);
  expect(calls).toHaveLength(2);
  await pass(600_000);
  const asked = calls.length;
  expect(asked).toBeLessThan(65);
  await pass(600_000);
  expect(calls).toHaveLength(asked);
});

it("does not follow what ended long ago", async () => {
  const calls = serve(() => part("one\n", 0, 4));
  open(ended("2026-03-01T12:00:00Z"));
  await pass(60_000);
  expect(calls).toHaveLength(1);
});
