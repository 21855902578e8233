import type { ProcessView } from "@contract";
import { screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { show } from "@/features/editor/testing";
import { serve } from "@/test-server";
import { MissedDates } from "./MissedDates";

vi.mock("@/features/session/useSession", () => ({ useRole: () => "author", covers: () => true }));

it("runs a missed date with one click, and asks again what is missed", async () => {
  let missed = [{ dueAt: "2027-01-04T05:30:00Z" }];
  const calls = serve(({ method }) => {
    if (method === "POST") {
      missed = [];
      return { id: "r1" };
    }
    return { items: missed, before: null };
  });
  const process = { key: "delays", name: "Delays", archivedAt: null } as ProcessView;
  show(<MissedDates tenant="acme" process={process} stage="prod" zone="UTC" />);
  await userEvent.click(await screen.findByRole("button", { name: /^Run Mon,? 4 Jan.* now$/ }));
  await waitFor(() => expect(screen.queryByRole("button")).toBeNull());
  expect(calls.map(({ query }) => query.get("stage"))).toEqual(calls.map(() => "prod"));
  expect(JSON.parse(calls.find((call) => call.method === "POST")?.body ?? "")).toEqual({
    dueAt: "2027-01-04T05:30:00Z",
  });
});
