import type { RunSummary } from "@contract";
import { screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { show } from "@/features/editor/testing";
import { problem, serve } from "@/test-server";
import RunBulkBar from "./RunBulkBar";

const run = (id: string, state: RunSummary["state"]) => ({ id, state }) as RunSummary;

it("repeats what can be, keeps what was refused, and sends that again under the same key", async () => {
  let isRefused = true;
  const calls = serve(({ path }) =>
    isRefused && path.includes("/r2/") ? problem(409, "process.archived", "It is archived.") : {},
  );
  const keep = vi.fn();
  const chosen = [run("r1", "FAILED"), run("r2", "FAILED"), run("r3", "RUNNING")];
  show(<RunBulkBar tenant="acme" chosen={chosen} onClear={() => {}} onKeep={keep} />);

  await userEvent.click(screen.getByRole("button", { name: "Run again…" }));
  await screen.findByText(/2 of 3 can be/);
  await userEvent.click(screen.getByRole("button", { name: "Run again" }));
  await screen.findByText("r2");
  expect(screen.getByText(/It is archived/)).toBeDefined();
  expect(keep).toHaveBeenLastCalledWith(["r2"]);
  expect(calls.map(({ path }) => path.split("/").at(-2)).sort()).toEqual(["r1", "r2"]);

  isRefused = false;
  await userEvent.click(screen.getByRole("button", { name: "Try these again" }));
  await waitFor(() => expect(keep).toHaveBeenLastCalledWith([]));
  const sent = calls.map(({ headers }) => headers.get("Idempotency-Key") ?? "");
  expect(sent).toHaveLength(3);
  expect(new Set(sent).size).toBe(2);
  expect(sent.every((key) => /^[!-~]{1,200}$/.test(key))).toBe(true);
});

it("leaves out what has been repeated already, unless it is wanted once more", async () => {
  const calls = serve(() => ({}));
  const chosen = [run("r1", "FAILED"), { ...run("r2", "FAILED"), repeatedBy: "r9" }];
  show(<RunBulkBar tenant="acme" chosen={chosen} onClear={() => {}} onKeep={() => {}} />);
  await userEvent.click(screen.getByRole("button", { name: "Run again…" }));
  await screen.findByText(/1 of 2 can be/);
  await userEvent.click(screen.getByRole("checkbox", { name: /repeated already/ }));
  expect(screen.queryByText(/of 2 can be/)).toBeNull();
  await userEvent.click(screen.getByRole("checkbox", { name: /repeated already/ }));
  await userEvent.click(screen.getByRole("button", { name: "Run again" }));
  await screen.findByText("1 run is repeated");
  expect(calls.map(({ path }) => path.split("/").at(-2))).toEqual(["r1"]);
});

it("stops only what is under way", async () => {
  const calls = serve(() => ({}));
  show(
    <RunBulkBar
      tenant="acme"
      chosen={[run("r1", "FAILED"), run("r2", "RUNNING")]}
      onClear={() => {}}
      onKeep={() => {}}
    />,
  );
  await userEvent.click(screen.getByRole("button", { name: "Stop…" }));
  await userEvent.click(await screen.findByRole("button", { name: "Stop" }));
  await screen.findByText("Stop asked for 1 run");
  expect(calls.map(({ path }) => path.split("/").slice(-2).join("/"))).toEqual(["r2/stop"]);
});
