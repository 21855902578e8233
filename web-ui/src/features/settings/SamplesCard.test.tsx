import { screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { expect, it } from "vitest";
import { show } from "@/features/editor/testing";
import { serve } from "@/test-server";
import { SamplesCard } from "./SamplesCard";

it("switches samples off for the tenant", async () => {
  const calls = serve(({ method }) => ({ samplesAllowed: method !== "PATCH" }));
  show(<SamplesCard tenant="acme" mayEdit />);
  const box = await screen.findByRole("switch");
  expect((box as HTMLInputElement).checked).toBe(true);
  await userEvent.click(box);
  await waitFor(() => expect((screen.getByRole("switch") as HTMLInputElement).checked).toBe(false));
  expect(calls.at(-1)?.body).toBe('{"samplesAllowed":false}');
});

it("only shows how it stands to who may not change it", async () => {
  serve(() => ({ samplesAllowed: false }));
  show(<SamplesCard tenant="acme" mayEdit={false} />);
  expect((await screen.findByRole("switch")).hasAttribute("disabled")).toBe(true);
});
