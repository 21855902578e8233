import type { LocationView } from "@contract";
import { screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { problem, serve } from "@/test-server";
import { show } from "../../testing";
import FilePicker from "./FilePicker";
import { beginAt, folderOf, nameOf, wayTo } from "./paths";

const location = { key: "raw", name: "Raw data", access: "read" } as LocationView;
const file = (path: string) => ({ path, size: 1_234_567, modifiedAt: "2026-01-02T03:04:05Z" });
const names = ["flights/2012.csv", "flights/2013.csv", "flights/old/1999.csv", "planes.csv"];

/** Folders and files as S3 has them, two a page. */
function pageOf(prefix: string, after: string) {
  const folded = names
    .filter((name) => name.startsWith(prefix))
    .map((name) => {
      const end = name.indexOf("/", prefix.length);
      return end === -1 ? name : name.slice(0, end + 1);
    });
  const found = [...new Set(folded)].sort();
  const page = found.slice(Number(after), Number(after) + 2);
  return {
    folders: page.filter((name) => name.endsWith("/")),
    files: page.filter((name) => !name.endsWith("/")).map(file),
    after: found.length > Number(after) + 2 ? String(Number(after) + 2) : null,
  };
}

function open(path: string, takesFiles = true) {
  const calls = serve(({ query }) => pageOf(query.get("prefix") ?? "", query.get("after") ?? "0"));
  const onChoose = vi.fn();
  const onClose = vi.fn();
  show(<FilePicker {...{ tenant: "acme", location, path, takesFiles, onChoose, onClose }} />);
  return { calls, onChoose, onClose };
}

const options = () => screen.queryAllByRole("option", { hidden: true }).map((each) => each.textContent ?? "");

describe("the files of a location", () => {
  it("are chosen by the keyboard alone: into a folder, up again, more of it, one of its files", async () => {
    const { onChoose } = open("");
    await screen.findByTestId("file-planes.csv");
    expect(options()[0]).toContain("flights");
    await userEvent.keyboard("{Enter}");
    await screen.findByTestId("file-flights/2012.csv");
    await userEvent.keyboard("{Backspace}");
    await screen.findByTestId("file-planes.csv");
    await userEvent.keyboard("{Enter}");
    await screen.findByTestId("file-flights/2012.csv");
    await userEvent.keyboard("{ArrowDown}{ArrowDown}{Enter}");
    await screen.findByTestId("file-flights/old/");
    await userEvent.keyboard("{ArrowUp}{Enter}");
    expect(onChoose).toHaveBeenCalledWith("flights/2013.csv");
  });

  it("begin where the setting stands, as far as no run value is in it, and a whole folder may be chosen", async () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: this is how a placeholder is written
    const { calls, onChoose } = open("flights/${run.date}/x.csv");
    await screen.findByTestId("file-flights/2012.csv");
    expect(calls[0]?.query.get("prefix")).toBe("flights/");
    await userEvent.click(screen.getByTestId("use-folder"));
    expect(onChoose).toHaveBeenCalledWith("flights");
  });

  it("are searched by how they begin, and what no longer fits cannot be chosen while the answer is on its way", async () => {
    const { calls, onChoose } = open("");
    await screen.findByTestId("file-planes.csv");
    await userEvent.keyboard("z{Enter}");
    expect(onChoose).not.toHaveBeenCalled();
    expect(options()).toEqual([]);
    await screen.findByText(/No name here begins with/);
    expect(calls.at(-1)?.query.get("prefix")).toBe("z");
  });

  it("are only looked at where a folder is to be chosen", async () => {
    const { onChoose } = open("", false);
    await userEvent.click(await screen.findByTestId("file-planes.csv"));
    expect(onChoose).not.toHaveBeenCalled();
  });

  it("say why they cannot be shown, and are asked for again", async () => {
    let isRefused = true;
    serve(({ query }) =>
      isRefused ? problem(409, "location.denied", "Headgate may not list.") : pageOf(query.get("prefix") ?? "", "0"),
    );
    show(
      <FilePicker {...{ tenant: "acme", location, path: "", takesFiles: true, onChoose: vi.fn(), onClose: vi.fn() }} />,
    );
    expect((await screen.findByRole("alert")).textContent).toContain("Headgate may not list.");
    isRefused = false;
    await userEvent.click(screen.getByRole("button", { name: "Try again" }));
    await screen.findByTestId("file-planes.csv");
  });

  it("may not be there yet", async () => {
    serve(() => ({ folders: [], files: [], after: null }));
    show(
      <FilePicker {...{ tenant: "acme", location, path: "", takesFiles: true, onChoose: vi.fn(), onClose: vi.fn() }} />,
    );
    await screen.findByText("Nothing is here yet");
    expect(screen.queryByRole("listbox", { hidden: true })).toBeNull();
    expect(screen.getByRole("combobox", { hidden: true }).getAttribute("aria-expanded")).toBe("false");
    expect(screen.getByTestId("use-folder").hasAttribute("disabled")).toBe(true);
  });
});

describe("paths", () => {
  it("know their folder, their name and their way", () => {
    expect([folderOf("a/b/"), folderOf("a/b.csv"), folderOf("a")]).toEqual(["a/", "a/", ""]);
    expect([nameOf("a/b/"), nameOf("a/b.csv"), nameOf("a")]).toEqual(["b/", "b.csv", "a"]);
    expect(wayTo("a/b/c/")).toEqual(["a/", "a/b/", "a/b/c/"]);
    // biome-ignore lint/suspicious/noTemplateCurlyInString: this is how a placeholder is written
    expect([beginAt("a/b.csv"), beginAt("a/${run.date}/b"), beginAt("x${run.date}")]).toEqual(["a/", "a/", ""]);
  });
});
