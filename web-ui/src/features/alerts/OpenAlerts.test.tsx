import { screen, waitFor } from "@testing-library/react";
import { expect, it } from "vitest";
import { show } from "@/features/editor/testing";
import { serve } from "@/test-server";
import OpenAlerts from "./OpenAlerts";

it("tells how many alerts are open, for the eye and for the ear", async () => {
  serve(() => ({ open: 120 }));
  show(<OpenAlerts tenant="acme" />);
  await screen.findByText("99+");
  expect(screen.getByTestId("open-alerts").textContent).toBe("99+120 open");
});

it("is not there while none is open", async () => {
  const calls = serve(() => ({ open: 0 }));
  show(<OpenAlerts tenant="acme" />);
  await waitFor(() => expect(calls).toHaveLength(1));
  expect(screen.queryByTestId("open-alerts")).toBeNull();
});
