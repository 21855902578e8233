import { screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { show } from "@/features/editor/testing";
import { serve } from "@/test-server";
import { CommandPalette } from "./CommandPalette";

const navigate = vi.hoisted(() => vi.fn());
vi.mock("@tanstack/react-router", () => ({ useNavigate: () => navigate }));

it("offers nothing that was found for other letters", async () => {
  const waiting: (() => void)[] = [];
  serve(async ({ query }) => {
    if (query.get("q") !== "") {
      await new Promise<void>((go) => waiting.push(go));
      return { items: [], page: 0, size: 8, total: 0 };
    }
    return { items: [{ key: "flight-delays", name: "Flight delays" }], page: 0, size: 8, total: 1 };
  });
  show(<CommandPalette tenant="acme" onClose={() => {}} onShortcuts={() => {}} />);
  await screen.findByText("Flight delays");
  await userEvent.keyboard("zebra{Enter}");
  expect(screen.queryByText("Flight delays")).toBeNull();
  expect(navigate).not.toHaveBeenCalled();
  for (const go of waiting) {
    go();
  }
});
