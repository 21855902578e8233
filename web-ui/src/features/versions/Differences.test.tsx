import type { VersionDiff } from "@contract";
import { MantineProvider } from "@mantine/core";
import { render, screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { Differences } from "./Differences";

const none: VersionDiff = {
  from: "1",
  to: "2",
  same: true,
  components: [],
  edges: [],
  parameters: [],
  values: [],
  reordered: [],
  layout: [],
};

function show(part: Partial<VersionDiff>) {
  render(
    <MantineProvider>
      <Differences diff={{ ...none, same: false, ...part }} />
    </MantineProvider>,
  );
}

describe("the differences", () => {
  it("tell each setting with its place and both values, in words and marks", () => {
    show({
      components: [
        {
          kind: "CHANGED",
          key: "rule",
          label: "Rule",
          values: [
            { kind: "CHANGED", path: "/retries/count", before: 1, after: 3 },
            { kind: "ADDED", path: "/settings/columns/0", before: null, after: { name: "a" } },
            { kind: "REMOVED", path: "/timeout", before: "PT1H", after: null },
          ],
        },
      ],
    });
    expect(screen.getByRole("heading", { name: /Rule.*Changed.*rule/ })).toBeTruthy();
    const cells = (name: string) =>
      within(screen.getByRole("row", { name: new RegExp(name) }))
        .getAllByRole("cell")
        .map((cell) => cell.textContent);
    expect(cells("retries › count")).toEqual(["1", "3"]);
    expect(cells("settings › columns › 1")[0]).toBe("–");
    expect(cells("settings › columns › 1")[1]).toContain('"name": "a"');
    expect(cells("timeout")).toEqual(["PT1H", "–"]);
  });

  it("tell an edge by its ends and what became of it", () => {
    show({ edges: [{ kind: "REMOVED", from: "a", to: "b" }] });
    const line = screen.getByText("a → b").closest("li");
    expect(line?.textContent).toContain("Removed");
  });

  it("say that places on the canvas count for nothing", () => {
    const layout = [{ kind: "CHANGED" as const, path: "/components/a/x", before: 0, after: 1 }];
    show({ same: true, layout });
    expect(screen.getByText(/Only the places on the canvas differ/)).toBeTruthy();
  });
});
