import { MantineProvider } from "@mantine/core";
import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { type ReactNode, useState } from "react";
import { describe, expect, it, vi } from "vitest";
import { ProblemError } from "@/api/problem";
import { PublishSteps } from "@/features/process/PublishSteps";
import { LogText } from "@/features/runs/LogText";
import { Dialog } from "./Dialog";
import { Pager } from "./Pager";
import { ProblemNotice } from "./ProblemNotice";
import { SidePanel } from "./SidePanel";
import { PublicationStatus, TaskStatus } from "./Status";

function show(children: ReactNode) {
  render(<MantineProvider>{children}</MantineProvider>);
}

describe("a status", () => {
  it("is told by a word, not by colour alone", () => {
    show(<TaskStatus state="PASSED" />);
    expect(screen.getByText("Passed through")).toBeTruthy();
  });

  it("calls what was never published a draft", () => {
    show(<PublicationStatus state={null} />);
    expect(screen.getByText("Draft")).toBeTruthy();
  });
});

describe("a problem", () => {
  const error = new ProblemError({
    status: 422,
    code: "process.invalid",
    detail: "The process has a problem.",
    traceId: "abc123",
    problems: [{ code: "graph.cycle", pointer: "/edges/1", message: "A circle.", remedy: "Remove this edge." }],
  });

  it("tells sentence, remedy, place, code and trace id, and is announced", () => {
    show(<ProblemNotice error={error} />);
    const alert = screen.getByRole("alert");
    for (const text of [
      "The process has a problem.",
      "A circle.",
      "Remove this edge.",
      "/edges/1",
      "graph.cycle",
      "abc123",
    ]) {
      expect(alert.textContent).toContain(text);
    }
  });

  it("offers to try again where that can help", async () => {
    const retry = vi.fn();
    show(<ProblemNotice error={new TypeError("fetch failed")} onRetry={retry} />);
    expect(screen.getByText(/cannot be reached/)).toBeTruthy();
    await userEvent.click(screen.getByRole("button", { name: "Try again" }));
    expect(retry).toHaveBeenCalledOnce();
  });
});

describe("the steps of publishing", () => {
  it("are a list that says what is done and what is under way", () => {
    show(
      <PublishSteps
        publication={{
          number: 2,
          version: 1,
          stage: "prod",
          state: "UPLOADED",
          dagId: "h1",
          sha256: "",
          requestedBy: "ada",
          steps: [
            { state: "RENDERED", at: "2026-01-01T00:00:00Z" },
            { state: "UPLOADED", at: "2026-01-01T00:00:01Z" },
          ],
          trouble: null,
          requestedAt: "2026-01-01T00:00:00Z",
          endedAt: null,
        }}
      />,
    );
    const steps = screen.getAllByRole("listitem").map((item) => item.textContent);
    expect(steps[1]).toContain("Uploadeddone");
    expect(steps[2]).toContain("Readyunder way");
    expect(steps[3]).toContain("Livestill to come");
  });
});

describe("a log", () => {
  it("shows the lines that are looked for", () => {
    show(<LogText text={"start\nERROR boom\nend"} query="error" label="Rule" />);
    expect(screen.getByRole("status").textContent).toBe("1 line");
    expect(screen.getByRole("region", { name: "Log of Rule" }).textContent).toContain("ERROR boom");
  });

  it("goes along with what is added until the reader goes up, and again when the reader comes back", () => {
    let lines = 50;
    const heights = vi.spyOn(Element.prototype, "scrollHeight", "get").mockImplementation(() => lines * 18);
    const shown = vi.spyOn(Element.prototype, "clientHeight", "get").mockReturnValue(200);
    const log = () => (
      <MantineProvider>
        <LogText text={"line\n".repeat(lines)} query="" label="Rule" />
      </MantineProvider>
    );
    const { rerender } = render(log());
    const region = screen.getByRole("region", { name: "Log of Rule" });
    const grow = () => {
      lines += 10;
      rerender(log());
    };
    const goTo = (top: number) => {
      region.scrollTop = top;
      fireEvent.scroll(region);
    };
    expect(region.scrollTop).toBe(900);
    grow();
    expect(region.scrollTop).toBe(1080);
    goTo(100);
    grow();
    expect(region.scrollTop).toBe(100);
    goTo(70 * 18 - 200);
    grow();
    expect(region.scrollTop).toBe(1440);
    heights.mockRestore();
    shown.mockRestore();
  });
});

describe("a dialog on top of another", () => {
  it("is closed by Escape alone, and the one below by the next", async () => {
    const below = vi.fn();
    function Two() {
      const [isOpen, setOpen] = useState(true);
      return (
        <Dialog title="Below" isOpen onClose={below}>
          <Dialog title="Above" isOpen={isOpen} onClose={() => setOpen(false)}>
            <input aria-label="Name" />
          </Dialog>
        </Dialog>
      );
    }
    show(<Two />);
    await userEvent.click(screen.getByLabelText("Name"));
    await userEvent.keyboard("{Escape}");
    expect(below).not.toHaveBeenCalled();
    await waitFor(() => expect(screen.queryByText("Above")).toBeNull());
    await userEvent.keyboard("{Escape}");
    expect(below).toHaveBeenCalledOnce();
  });
});

describe("what lies over a dialog", () => {
  it("is closed by Escape alone, also when it is no part of the dialog", async () => {
    const below = vi.fn();
    function Both() {
      const [isOpen, setOpen] = useState(false);
      return (
        <>
          <button type="button" onClick={() => setOpen(true)}>
            Ask
          </button>
          {isOpen ? (
            <Dialog title="Above" isOpen onClose={() => setOpen(false)}>
              <input aria-label="Name" />
            </Dialog>
          ) : null}
          <SidePanel title="Below" isOpen onClose={below}>
            text
          </SidePanel>
        </>
      );
    }
    show(<Both />);
    await userEvent.click(screen.getByText("Ask"));
    await userEvent.click(await screen.findByLabelText("Name"));
    await userEvent.keyboard("{Escape}");
    expect(below).not.toHaveBeenCalled();
    await waitFor(() => expect(screen.queryByText("Above")).toBeNull());
    await userEvent.keyboard("{Escape}");
    expect(below).toHaveBeenCalledOnce();
  });

  it("gives the keyboard back to what opened it", async () => {
    function Asking() {
      const [isOpen, setOpen] = useState(false);
      return (
        <>
          <button type="button" onClick={() => setOpen(true)}>
            Ask
          </button>
          {isOpen ? (
            <Dialog title="Asked" isOpen onClose={() => setOpen(false)}>
              text
            </Dialog>
          ) : null}
        </>
      );
    }
    show(<Asking />);
    await userEvent.click(screen.getByText("Ask"));
    await screen.findByText("Asked");
    await userEvent.keyboard("{Escape}");
    await waitFor(() => expect(document.activeElement).toBe(screen.getByText("Ask")));
  });
});

describe("a pager", () => {
  it("says what is shown and goes on to the next page", async () => {
    const onPage = vi.fn();
    show(<Pager page={0} size={20} total={45} onPage={onPage} />);
    expect(screen.getByText("1–20 of 45")).toBeTruthy();
    expect(screen.getByRole("button", { name: "Previous" }).hasAttribute("disabled")).toBe(true);
    await userEvent.click(screen.getByRole("button", { name: "Next" }));
    expect(onPage).toHaveBeenCalledWith(1);
  });
});
