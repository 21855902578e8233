import { screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { expect, it } from "vitest";
import type { ExportView } from "@/api/settings";
import { show } from "@/features/editor/testing";
import { serve } from "@/test-server";
import { ExportsCard } from "./ExportsCard";

function file(id: string, over: Partial<ExportView> = {}): ExportView {
  return {
    id,
    stage: "prod",
    runs: 500,
    firstEnd: "2026-07-01T10:00:00Z",
    lastEnd: "2026-07-09T10:00:00Z",
    removedAt: "2026-10-01T00:00:00Z",
    file: `s3://acme/headgate/history/prod/2026/07/${id}.jsonl.gz`,
    bytes: 123_456,
    sha256: "ab",
    ...over,
  };
}

it("lists the files with where they lie, and the one that is about to be written", async () => {
  serve(() => ({
    items: [
      file("b", { removedAt: null, file: null, bytes: null, sha256: null, lastEnd: "2026-07-01T11:00:00Z" }),
      file("a"),
    ],
    page: 0,
    size: 10,
    total: 2,
  }));
  show(<ExportsCard tenant="acme" />);
  const rows = await screen.findAllByRole("row");
  expect(rows[1]?.textContent).toContain("1 Jul 2026prod500Not written yet–");
  expect(rows[2]?.textContent).toContain("1 Jul 2026 to 9 Jul 2026");
  expect(rows[2]?.textContent).toContain("123");
  screen.getByRole("button", { name: /s3:\/\/acme\/headgate\/history\/prod\/2026\/07\/a\.jsonl\.gz/ });
  expect(screen.queryByRole("navigation")).toBeNull();
});

it("turns the pages", async () => {
  const calls = serve(({ query }) => ({
    items: [file(`on-${query.get("page")}`)],
    page: Number(query.get("page")),
    size: 10,
    total: 11,
  }));
  show(<ExportsCard tenant="acme" />);
  await screen.findByText(/on-0/);
  await userEvent.click(screen.getByRole("button", { name: "Next" }));
  await screen.findByText(/on-1/);
  expect(calls.at(-1)?.query.get("size")).toBe("10");
});

it("says what will be here while nothing was removed", async () => {
  serve(() => ({ items: [], page: 0, size: 10, total: 0 }));
  show(<ExportsCard tenant="acme" />);
  await screen.findByText("No run was removed yet");
  expect(screen.queryByRole("table")).toBeNull();
});
