import type { ProcessView, PublicationView } from "@contract";
import { act, screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { serve } from "@/test-server";
import type { Editor } from "./EditorStore";
import { emptyDraft } from "./model/testing";
import { PublishAndRun } from "./PublishAndRun";
import type { Saving } from "./saving/useSaving";
import { editorOn, show } from "./testing";

vi.mock("@tanstack/react-router", () => ({ useNavigate: () => vi.fn() }));

const publication = (state: PublicationView["state"], number = 1) => ({
  number,
  version: 1,
  state,
  steps: [],
  trouble: null,
  endedAt: null,
});

interface Stage {
  editor: Editor;
  posts: () => ReturnType<typeof serve>;
  /** Ends what the saving waits for. */
  saved: (isSaved: boolean) => void;
}

/** The buttons of the bar, where publishing answers a publication in a state. */
function staged(state: PublicationView["state"], known: unknown[] = []): Stage {
  let list = known;
  const calls = serve(({ method }) => {
    if (method !== "POST") {
      return list;
    }
    const made = known[0] ?? publication(state);
    list = [made];
    return made;
  });
  let waiting = (_: boolean) => {};
  const saving: Saving = {
    state: { kind: "saved" },
    flush: () => new Promise((done) => (waiting = done)),
    etag: () => "e1",
    keepMine: () => {},
    takeTheirs: async () => {},
  };
  const process = { key: "delays", name: "Delays" } as ProcessView;
  const props = { process, saving, onRun: () => {}, isShowingProblems: false, onProblems: () => {} };
  const editor = editorOn(emptyDraft("delays", "Delays"));
  show(
    <>
      <PublishAndRun {...props} />
      <div data-testid="elsewhere" />
    </>,
    editor,
  );
  return {
    editor,
    posts: () => calls.filter(({ method }) => method === "POST"),
    saved: (isSaved) => waiting(isSaved),
  };
}

const open = () => userEvent.click(screen.getByTestId("publish"));
const note = () => screen.findByLabelText<HTMLInputElement>("What has changed?");
const isClosed = () => waitFor(() => expect(screen.queryByRole("dialog", { name: "Publication" })).toBeNull());

describe("publishing from the editor", () => {
  it("publishes once however often it is pressed, and just the draft that was saved here", async () => {
    const { posts, saved } = staged("RENDERED");
    await open();
    const button = await screen.findByTestId("publish-now");
    button.click();
    button.click();
    saved(true);
    await waitFor(() => expect(posts()).not.toEqual([]));
    expect(posts().map(({ headers }) => headers.get("If-Match"))).toEqual(['"e1"']);
  });

  it("says with the version what has changed; the words stay while the popover is closed, until they are published", async () => {
    const { posts, saved } = staged("RENDERED");
    await open();
    await userEvent.type(await note(), "Only late flights");
    await userEvent.keyboard("{Escape}");
    await isClosed();
    await open();
    expect((await note()).value).toBe("Only late flights");
    await userEvent.keyboard("{Enter}");
    saved(true);
    await waitFor(() => expect(posts().map(({ body }) => JSON.parse(body))).toEqual([{ note: "Only late flights" }]));
    await screen.findByTestId("step-RENDERED");
    await userEvent.keyboard("{Escape}");
    await isClosed();
    await open();
    // What is on its way is shown; the next one can be asked for already.
    expect((await note()).value).toBe("");
    expect(screen.queryByTestId("step-RENDERED")).not.toBeNull();
  });

  it("keeps the words where nothing was published anew, and says so", async () => {
    const { editor, saved } = staged("LIVE", [publication("LIVE")]);
    await open();
    await userEvent.type(await note(), "Nothing much{Enter}");
    saved(true);
    await waitFor(() => expect(editor.store.getState().said?.text).toMatch(/Nothing has changed/));
    await isClosed();
    await open();
    expect((await note()).value).toBe("Nothing much");
  });

  it("goes when the publication is live, and leaves the keyboard at its button", async () => {
    const { editor, saved } = staged("LIVE");
    await open();
    await userEvent.type(await note(), "First{Enter}");
    saved(true);
    await waitFor(() => expect(editor.store.getState().said?.text).toMatch(/is live/));
    await isClosed();
    expect(document.activeElement).toBe(screen.getByTestId("publish"));
    await open();
    expect((await note()).value).toBe("");
  });

  it("closes with a press elsewhere, also where that keeps its events for itself, and with Escape from anywhere", async () => {
    staged("RENDERED");
    const elsewhere = screen.getByTestId("elsewhere");
    elsewhere.addEventListener("pointerdown", (event) => event.stopPropagation());
    await open();
    await note();
    await userEvent.click(elsewhere);
    await isClosed();
    await open();
    await note();
    act(() => (document.activeElement as HTMLElement).blur());
    await userEvent.keyboard("{Escape}");
    await isClosed();
  });
});
