import type { ProcessView } from "@contract";
import { screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { serve } from "@/test-server";
import { emptyDraft } from "./model/testing";
import { PublishAndRun } from "./PublishAndRun";
import type { Saving } from "./saving/useSaving";
import { editorOn, show } from "./testing";

vi.mock("@tanstack/react-router", () => ({ useNavigate: () => vi.fn() }));

it("publishes once however often it is pressed, and just the draft that was saved here", async () => {
  const calls = serve(({ method }) =>
    method === "POST" ? { number: 1, version: 1, state: "RENDERED", trouble: null, endedAt: null } : [],
  );
  let saved = (_: boolean) => {};
  const saving: Saving = {
    state: { kind: "saved" },
    flush: () => new Promise((done) => (saved = done)),
    etag: () => "e1",
    keepMine: () => {},
    takeTheirs: async () => {},
  };
  const process = { key: "delays", name: "Delays" } as ProcessView;
  const props = { process, saving, onRun: () => {}, isShowingProblems: false, onProblems: () => {} };
  show(<PublishAndRun {...props} />, editorOn(emptyDraft("delays", "Delays")));
  const button = screen.getByTestId("publish");
  button.click();
  button.click();
  await userEvent.click(button);
  saved(true);
  const posts = () => calls.filter(({ method }) => method === "POST");
  await waitFor(() => expect(posts()).not.toEqual([]));
  await userEvent.click(button);
  expect(posts().map(({ headers }) => headers.get("If-Match"))).toEqual(['"e1"']);
});
