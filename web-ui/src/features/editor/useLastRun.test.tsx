import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { problem, serve } from "@/test-server";
import { show } from "./testing";
import { useLastRun } from "./useKnownColumns";

const runs: Record<string, string> = { rnewest: "ours", rolder: "ours", rtheirs: "theirs" };

function Probe({ chosen }: { chosen?: string }) {
  return <p>{useLastRun("acme", "ours", chosen)?.id}</p>;
}

function api() {
  serve(({ path }) => {
    if (path.endsWith("/runs")) {
      return { items: [{ id: "rnewest" }] };
    }
    const id = path.split("/").at(-1) ?? "";
    return runs[id] ? { id, process: runs[id] } : problem(404, "run.unknown");
  });
}

it.each([
  ["none is", undefined, "rnewest"],
  ["an older one is", "rolder", "rolder"],
  ["one of another process is", "rtheirs", "rnewest"],
  ["one that is gone is", "rgone", "rnewest"],
])("shows the run that the address names, or the newest: when %s named", async (_, chosen, shown) => {
  api();
  show(<Probe chosen={chosen} />);
  await screen.findByText(shown);
  expect(screen.queryByText("rtheirs")).toBeNull();
});
