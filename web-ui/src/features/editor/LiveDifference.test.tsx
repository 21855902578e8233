import { screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import type { AnchorHTMLAttributes } from "react";
import { beforeEach, expect, it, vi } from "vitest";
import { serve } from "@/test-server";
import { LiveDifference } from "./LiveDifference";
import { emptyDraft } from "./model/testing";
import { editorOn, show } from "./testing";

vi.mock("@tanstack/react-router", () => ({
  Link: ({ children }: AnchorHTMLAttributes<HTMLAnchorElement>) => <a href="/versions">{children}</a>,
}));

let components: unknown[] = [];

beforeEach(() => {
  serve(({ path }) =>
    path.endsWith("/publications")
      ? [{ number: 4, version: 3, state: "LIVE", steps: [], trouble: null }]
      : {
          from: "3",
          to: "draft",
          same: components.length === 0,
          values: [],
          components,
          parameters: [],
          edges: [],
          reordered: [],
          layout: [],
        },
  );
});

it("shows what is not live in place, and the way to the versions", async () => {
  components = [
    {
      kind: "CHANGED",
      key: "late",
      label: "Late flights",
      values: [{ kind: "CHANGED", path: "/settings/format", before: "csv", after: "json" }],
    },
  ];
  show(<LiveDifference />, editorOn(emptyDraft("delays", "Delays")));
  await userEvent.click(await screen.findByRole("button", { name: "1 change not live" }));
  const panel = await screen.findByRole("dialog", { name: "Not live yet" });
  expect(await screen.findByText("Late flights")).toBeTruthy();
  expect(panel.textContent).toMatch(/version 3/);
  expect(screen.getByRole("link", { name: "See it as a picture, in Versions" })).toBeTruthy();
});

it("has nothing to open where all is live", async () => {
  components = [];
  show(<LiveDifference />, editorOn(emptyDraft("delays", "Delays")));
  expect((await screen.findByTestId("live-difference")).textContent).toBe("As live");
  expect(screen.queryByRole("button")).toBeNull();
});
