import type { ProcessView } from "@contract";
import { screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { show } from "@/features/editor/testing";
import { problem, serve } from "@/test-server";
import { RunDialog } from "./RunDialog";

vi.mock("@tanstack/react-router", () => ({ useNavigate: () => vi.fn() }));

const process = { key: "delays", name: "Delays" } as ProcessView;
const definition = {
  components: [],
  edges: [],
  parameters: [{ key: "least", type: "integer", label: "Least delay", default: 15 }],
};

it("asks for the parameters of the version that will run, and says which day a date is", async () => {
  const calls = serve(({ method }) => (method === "POST" ? { id: "r1" } : { version: { number: 3 }, definition }));
  const onStarted = vi.fn();
  show(<RunDialog tenant="acme" process={process} version={3} isOpen onClose={() => {}} onStarted={onStarted} />);
  const least = await screen.findByLabelText("Least delay");
  expect(calls[0]?.path).toBe("/api/v1/tenants/acme/processes/delays/versions/3");
  const date = screen.getByLabelText("Business date");
  await userEvent.clear(date);
  await userEvent.type(date, "2013-02-01");
  expect(screen.getByText("1 Feb 2013")).toBeTruthy();
  await userEvent.clear(least);
  await userEvent.type(least, "30");
  await userEvent.click(screen.getByRole("button", { name: /^Run|^Start/ }));
  await waitFor(() => expect(onStarted).toHaveBeenCalledWith("r1"));
  expect(JSON.parse(calls.at(-1)?.body ?? "")).toEqual({ businessDate: "2013-02-01", parameters: { least: 30 } });
});

it("says so when the version cannot be had, and asks for it again", async () => {
  let isAway = true;
  serve(() => (isAway ? problem(503, "service.busy", "Busy.") : { version: { number: 3 }, definition }));
  show(<RunDialog tenant="acme" process={process} version={3} isOpen onClose={() => {}} />);
  await screen.findByRole("alert");
  isAway = false;
  await userEvent.click(screen.getByRole("button", { name: "Try again" }));
  await screen.findByLabelText("Least delay");
});
