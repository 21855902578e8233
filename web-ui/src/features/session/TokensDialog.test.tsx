import { screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { show } from "@/features/editor/testing";
import { problem, serve } from "@/test-server";
import TokensDialog from "./TokensDialog";

const nightly = {
  id: "5e1f8a52-0f2b-4f0e-9a53-6a0b0c0d0e0f",
  name: "nightly export",
  createdAt: "2026-11-01T00:00:00Z",
  expiresAt: "2027-01-30T00:00:00Z",
};

it("tells a new token's secret once, and ends the one that is not wanted any more", async () => {
  let tokens = [nightly];
  const calls = serve(({ method }) => {
    if (method === "POST") {
      tokens = [{ ...nightly, id: "b3f0a0d2-1111-4222-8333-444455556666", name: "ci" }, ...tokens];
      return { name: "ci", token: "hgt_secret" };
    }
    if (method === "DELETE") {
      tokens = tokens.filter(({ name }) => name !== "nightly export");
      return new Response(null, { status: 204 });
    }
    return tokens;
  });
  show(<TokensDialog onClose={vi.fn()} />);
  await screen.findByText("nightly export");

  await userEvent.type(screen.getByLabelText(/Name of the new token/), " ci ");
  await userEvent.selectOptions(screen.getByLabelText("How long it is good"), "30 days");
  await userEvent.click(screen.getByRole("button", { name: "Make a token" }));
  expect(await within(await screen.findByRole("status")).findByText("hgt_secret")).toBeTruthy();
  expect(calls.find(({ method }) => method === "POST")?.body).toBe('{"name":"ci","days":30}');
  await screen.findByText("ci");

  await userEvent.click(screen.getByRole("button", { name: "End the token nightly export" }));
  await waitFor(() => expect(screen.queryByText("nightly export")).toBeNull());
  expect(calls.find(({ method }) => method === "DELETE")?.path).toBe(`/api/v1/me/tokens/${nightly.id}`);
});

it("says so when there is none, and when one cannot be made", async () => {
  serve(({ method }) => (method === "POST" ? problem(422, "input.invalid", "The name is too long.") : []));
  show(<TokensDialog onClose={vi.fn()} />);
  await screen.findByText("You have no token.");
  await userEvent.type(screen.getByLabelText(/Name of the new token/), "x");
  await userEvent.click(screen.getByRole("button", { name: "Make a token" }));
  await screen.findByText(/The name is too long/);
});
