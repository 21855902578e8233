import { screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { show } from "@/features/editor/testing";
import { serve } from "@/test-server";
import "./texts";
import { ChannelsCard } from "./ChannelsCard";

vi.mock("@/features/session/useSession", () => ({ useRole: () => "engineer", covers: () => true }));

const channel = { id: "c1", name: "team", kind: "EMAIL", addresses: ["team@example.com"] };

it("removes a channel when asked twice, and then shows it no more", async () => {
  let isThere = true;
  const calls = serve(({ method }) => {
    if (method === "DELETE") {
      isThere = false;
      return new Response(null, { status: 204 });
    }
    return isThere ? [channel] : [];
  });
  show(<ChannelsCard tenant="acme" />);
  await userEvent.click(await screen.findByRole("button", { name: "Remove" }));
  expect(calls.some(({ method }) => method === "DELETE")).toBe(false);
  const dialog = await screen.findByRole("dialog", { name: "Remove team" });
  await userEvent.click(within(dialog).getByRole("button", { name: "Remove" }));
  await waitFor(() => expect(screen.queryByText("team@example.com", { exact: false })).toBeNull());
  expect(screen.queryByRole("alert")).toBeNull();
});
