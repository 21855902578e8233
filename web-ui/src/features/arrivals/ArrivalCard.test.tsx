import type { ProcessView } from "@contract";
import { screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { show } from "@/features/editor/testing";
import { serve } from "@/test-server";
import { ArrivalCard } from "./ArrivalCard";

vi.mock("@/features/session/useSession", () => ({ useRole: () => "engineer", covers: () => true }));

const process = { key: "delays", name: "Delays", archivedAt: null } as ProcessView;
const queue = {
  stage: "production",
  registered: true,
  trouble: null,
  lookedAt: null,
  messageAt: null,
  files: 0,
  duplicates: 0,
  ignored: 0,
};
const nothing = { watches: [], queues: [queue], ignored: [] };

function answers(first: unknown, matches: unknown = { files: [], count: 0, all: true }) {
  return serve(({ path, method }) => {
    if (path.endsWith("/stages")) {
      return [{ key: "production", name: "Production", byDefault: true }];
    }
    if (path.endsWith("/locations")) {
      return [
        { key: "raw", name: "Raw files", access: "read" },
        { key: "out", name: "Only written", access: "write" },
      ];
    }
    if (path.endsWith("/matches")) {
      return matches;
    }
    return method === "POST" ? nothing : first;
  });
}

it("shows the files that would fit before it is told which ones start the process", async () => {
  const calls = answers(nothing, {
    files: [{ path: "day-2026-01-31.csv", date: "2026-01-31", parameters: { shop: "north" } }],
    count: 1,
    all: true,
  });
  show(<ArrivalCard tenant="acme" process={process} />);
  await userEvent.click(await screen.findByRole("button", { name: "Start when a file arrives…" }));
  await screen.findByRole("option", { name: "Raw files" });
  expect(screen.queryByRole("option", { name: "Only written" })).toBeNull();
  await userEvent.selectOptions(screen.getByLabelText(/^Location/), "raw");
  await userEvent.type(screen.getByLabelText("Which files"), "day-{{date}.csv");
  await screen.findByText("1 file that is there now would fit");
  await screen.findByText("business date 2026-01-31, shop: north");
  await userEvent.selectOptions(screen.getByLabelText("Several files at once"), "QUIET");
  await userEvent.click(screen.getByRole("button", { name: "Start for these files" }));
  await waitFor(() => expect(calls.some((call) => call.method === "POST")).toBe(true));
  expect(JSON.parse(calls.find((call) => call.method === "POST")?.body ?? "")).toEqual({
    stage: "production",
    location: "raw",
    pattern: "day-{date}.csv",
    gather: "QUIET",
    minutes: 5,
  });
});

it("says what to do while there is no queue", async () => {
  answers({ ...nothing, queues: [{ ...queue, registered: false }] });
  show(<ArrivalCard tenant="acme" process={process} />);
  await screen.findByText("Headgate is not told of new files yet");
  await screen.findByText(/A tenant admin creates the queue/);
});

it("tells what became of files, and why others started nothing", async () => {
  const batch = {
    files: 100,
    paths: ["a.csv", "b.csv", "c.csv"],
    at: "2026-01-31T05:00:00Z",
    dueAt: null,
    outcome: "TOO_MANY",
    sentence: "It started none: too often.",
    run: null,
  };
  const watch = {
    id: "w",
    stage: "production",
    location: "raw",
    pattern: "*.csv",
    gather: "SPAN",
    minutes: 10,
    createdBy: "x",
    createdAt: "2026-01-31T05:00:00Z",
    batches: [batch],
  };
  const ignored = [
    { reason: "BAD_NAME", sentence: "The name holds what no path may hold.", name: "\\u{202E}vsc.csv", at: batch.at },
  ];
  answers({ watches: [watch], queues: [{ ...queue, trouble: "The role may not use the queue." }], ignored });
  show(<ArrivalCard tenant="acme" process={process} />);
  await screen.findByText("one run 10 minutes after the first");
  await screen.findByText(/\+ 97 files/);
  await screen.findByText(/It started none: too often\./);
  await screen.findByText("The role may not use the queue.");
  await screen.findByText("\\u{202E}vsc.csv");
});
