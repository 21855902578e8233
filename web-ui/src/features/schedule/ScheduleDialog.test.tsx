import type { ProcessView } from "@contract";
import { screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { show } from "@/features/editor/testing";
import { serve } from "@/test-server";
import ScheduleDialog from "./ScheduleDialog";

const process = { key: "delays", name: "Delays" } as ProcessView;

it("shows what a preset would do, with its warnings, and sends what was chosen", async () => {
  const calls = serve(({ path, method }) => {
    if (path.endsWith("/calendars")) {
      return [{ id: "c1", name: "Bank holidays", days: 9 }];
    }
    if (path.endsWith("/preview")) {
      return {
        next: [{ at: "2027-01-04T05:30:00Z", movedFrom: "2027-01-01T05:30:00Z", startsAt: "2027-01-04T05:33:00Z" }],
        warnings: [{ code: "schedule.crowded", sentence: "12 other processes start.", remedy: "Spread them." }],
      };
    }
    return method === "PUT" ? { cron: "30 6 1 * *" } : {};
  });
  const onClose = vi.fn();
  show(<ScheduleDialog tenant="acme" process={process} stage="prod" schedule={null} onClose={onClose} />);
  await userEvent.selectOptions(screen.getByLabelText("How often"), "month");
  await screen.findByRole("option", { name: "Bank holidays" });
  await userEvent.selectOptions(screen.getByLabelText("Holidays"), "c1");
  await userEvent.selectOptions(screen.getByLabelText("Dates on holidays"), "next");
  await screen.findByText("12 other processes start.");
  await screen.findByText(/moved from/);
  await screen.findByText(/At 06:30, on day 1 of the month/);
  await userEvent.click(screen.getByRole("button", { name: "Save schedule" }));
  await waitFor(() => expect(onClose).toHaveBeenCalled());
  const put = calls.find((call) => call.method === "PUT");
  expect(put?.query.get("stage")).toBe("prod");
  const sent = JSON.parse(put?.body ?? "");
  expect(sent).toMatchObject({ cron: "30 6 1 * *", calendar: "c1", holidays: "next", staggerMinutes: 0 });
});
