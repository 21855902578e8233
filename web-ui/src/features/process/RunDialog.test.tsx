import type { ProcessView } from "@contract";
import { screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { show } from "@/features/editor/testing";
import { problem, serve } from "@/test-server";
import { RunDialog } from "./RunDialog";

vi.mock("@tanstack/react-router", () => ({ useNavigate: () => vi.fn() }));

const process = { key: "delays", name: "Delays" } as ProcessView;
const least = { key: "least", label: "Least delay", type: "integer", required: false, value: 20, source: "STAGE" };

function answer(path: string) {
  if (path.endsWith("/bindings")) {
    return { parameters: [least] };
  }
  return [
    { key: "prod", stage: "prod", name: "Production", byDefault: true, live: { version: 2 }, newest: { version: 2 } },
    { key: "dev", stage: "dev", name: "Trials", byDefault: false, live: null, newest: { version: 3 } },
  ];
}

it("asks for the parameters of the version that will run, with the stage's values, and says which day a date is", async () => {
  const calls = serve(({ method, path }) => (method === "POST" ? { id: "r1" } : answer(path)));
  const onStarted = vi.fn();
  show(<RunDialog tenant="acme" process={process} stage="dev" isOpen onClose={() => {}} onStarted={onStarted} />);
  const field = await screen.findByLabelText("Least delay");
  expect(field).toHaveProperty("value", "20");
  await screen.findByRole("dialog", { name: "Run Delays on Trials" });
  const asked = calls.find(({ path }) => path.endsWith("/versions/3/bindings"));
  expect(asked?.query.get("stage")).toBe("dev");
  const date = screen.getByLabelText("Business date");
  await userEvent.clear(date);
  await userEvent.type(date, "2013-02-01");
  expect(screen.getByText("1 Feb 2013")).toBeTruthy();
  await userEvent.clear(field);
  await userEvent.type(field, "30");
  await userEvent.click(screen.getByRole("button", { name: /^Run|^Start/ }));
  await waitFor(() => expect(onStarted).toHaveBeenCalledWith("r1"));
  const order = { businessDate: "2013-02-01", stage: "dev", parameters: { least: 30 } };
  expect(JSON.parse(calls.at(-1)?.body ?? "")).toEqual(order);
});

it("can be sent off where nothing is published, for the api says so", async () => {
  serve(({ method }) =>
    method === "POST"
      ? problem(409, "run.not-published", "Publish it, then run it.")
      : [{ key: "prod", stage: "prod", name: "Production", byDefault: true, live: null, newest: null }],
  );
  show(<RunDialog tenant="acme" process={process} isOpen onClose={() => {}} />);
  await userEvent.click(await screen.findByRole("button", { name: /^Run|^Start/ }));
  await screen.findByText("Publish it, then run it.");
});

it("says so when what it asks for cannot be had, and asks for it again", async () => {
  let isAway = true;
  serve(({ path }) => (isAway ? problem(503, "service.busy", "Busy.") : answer(path)));
  show(<RunDialog tenant="acme" process={process} isOpen onClose={() => {}} />);
  await screen.findByRole("alert");
  isAway = false;
  await userEvent.click(screen.getByRole("button", { name: "Try again" }));
  await screen.findByLabelText("Least delay");
});
