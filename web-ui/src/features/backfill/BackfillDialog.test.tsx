import type { ProcessView } from "@contract";
import { screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { show } from "@/features/editor/testing";
import { serve } from "@/test-server";
import "./texts";
import { BackfillDialog } from "./BackfillDialog";

const process = { key: "delays", name: "Delays", concurrency: 1 } as ProcessView;
const least = { key: "least", label: "Least delay", type: "integer", required: false, value: 15, source: "DEFAULT" };

it("asks for the parameters of the version that is live on its stage, plans with them and begins with them", async () => {
  const calls = serve(({ method, path }) => {
    if (method === "POST") {
      return path.endsWith("/plan") ? { dates: ["2026-01-01", "2026-01-02"], left: [] } : { id: "b1" };
    }
    if (path.endsWith("/processes/delays/stages")) {
      return [
        { stage: "dev", byDefault: false, newest: { version: 9 } },
        { stage: "prod", byDefault: true, newest: { version: 4 } },
      ];
    }
    return path.endsWith("/versions/4/bindings") ? { parameters: [least] } : [];
  });
  const onClose = vi.fn();
  show(<BackfillDialog tenant="acme" process={process} stage={undefined} onClose={onClose} />);
  const field = await screen.findByLabelText("Least delay");
  await userEvent.clear(field);
  await userEvent.type(field, "30");
  await userEvent.click(screen.getByRole("button", { name: "Preview" }));
  await userEvent.click(await screen.findByRole("button", { name: "Begin 2 runs" }));
  await waitFor(() => expect(onClose).toHaveBeenCalled());
  const orders = calls.filter(({ method }) => method === "POST").map(({ body }) => JSON.parse(body));
  expect(orders.map(({ parameters }) => parameters)).toEqual([{ least: 30 }, { least: 30 }]);
});
