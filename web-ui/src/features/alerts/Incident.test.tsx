import { act, screen, waitFor } from "@testing-library/react";
import { expect, it } from "vitest";
import type { IncidentView } from "@/api/alerts";
import { show } from "@/features/editor/testing";
import { serve } from "@/test-server";
import "./texts";
import { Incident } from "./Incident";

// As the api answers: what is not there is null, which the contract does not tell.
const incident = {
  id: "i1",
  kind: "FAILED",
  code: "quality.failed",
  sentence: "Rules about the data do not hold.",
  remedy: "Look at the run.",
  process: "delays",
  processName: "Flight delays",
  component: "check_flights",
  cluster: null,
  stage: "dev",
  state: "OPEN",
  runs: 2,
  processes: 1,
  recovered: 0,
  rerunnable: 0,
  openedAt: "2026-01-01T00:00:00Z",
  lastAt: "2026-01-01T00:00:00Z",
  acknowledgedBy: null,
  acknowledgedAt: null,
  closedAt: null,
  closedBecause: null,
  members: [],
} as unknown as IncidentView;

const prod = { key: "prod", name: "Production", byDefault: true };
const dev = { key: "dev", name: "Development", byDefault: false };

it("says its stage where the tenant has more than one", async () => {
  serve(() => [prod, dev]);
  show(<Incident tenant="acme" incident={incident} />);
  await screen.findByRole("article", {
    name: "Flight delays in Development, component check_flights: Rules about the data do not hold.",
  });
});

it("is titled by its process, its component and its cause, so that a list tells alerts apart", async () => {
  const calls = serve(() => [dev]);
  const manyProcesses = { processName: null, processes: 3, component: null } as unknown as IncidentView;
  const lost = "Steps on a cluster end without a result.";
  show(
    <>
      <Incident tenant="acme" incident={incident} />
      <Incident tenant="acme" incident={{ ...incident, component: "delays", sentence: "The query failed." }} />
      <Incident tenant="acme" incident={{ ...incident, ...manyProcesses, sentence: lost }} />
    </>,
  );
  await waitFor(() => expect(calls.some(({ path }) => path.endsWith("/stages"))).toBe(true));
  await act(async () => {});
  expect(screen.getAllByRole("heading").map((heading) => heading.textContent)).toEqual([
    "Flight delays, component check_flights: Rules about the data do not hold.",
    "Flight delays, component delays: The query failed.",
    "3 processes: Steps on a cluster end without a result.",
  ]);
});
