import { screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { useState } from "react";
import { expect, it, vi } from "vitest";
import { show } from "@/features/editor/testing";
import { serve } from "@/test-server";
import { ProcessSelect } from "./ProcessSelect";

const processes = [
  { key: "delays", name: "Flight delays" },
  { key: "fleet", name: "Fleet age" },
  { key: "far", name: "Far away" },
];

/** It offers two at a time, as if there were many more. */
function answers() {
  return serve(({ path, query }) => {
    const one = processes.find(({ key }) => path.endsWith(`/processes/${key}`));
    const q = query.get("q")?.toLowerCase() ?? "";
    const items = processes.filter(({ name }) => name.toLowerCase().includes(q)).slice(0, 2);
    return one ?? { items, page: 0, size: 20, total: items.length };
  });
}

it("finds what is typed among all processes, and offers neither itself nor what does not fit", async () => {
  answers();
  const choose = vi.fn();
  show(<ProcessSelect aria-label="Process" tenant="acme" value="" except="delays" onChange={choose} />);
  await userEvent.click(screen.getByRole("combobox", { name: "Process" }));
  await screen.findByRole("option", { name: "Fleet age (fleet)" });
  expect(screen.queryByRole("option", { name: /Flight delays/ })).toBeNull();
  await userEvent.type(screen.getByRole("combobox", { name: "Process" }), "far");
  await userEvent.click(await screen.findByRole("option", { name: "Far away (far)" }));
  expect(choose).toHaveBeenCalledWith("far");
});

it("shows what is chosen by its name though it is not among what is offered, and can choose none", async () => {
  answers();
  const choose = vi.fn();
  show(<ProcessSelect aria-label="Process" tenant="acme" value="far" none="Any process" onChange={choose} />);
  await waitFor(() =>
    expect(screen.getByRole<HTMLInputElement>("combobox", { name: "Process" }).value).toBe("Far away (far)"),
  );
  await userEvent.click(screen.getByRole("combobox", { name: "Process" }));
  await userEvent.click(await screen.findByRole("option", { name: "Any process" }));
  expect(choose).toHaveBeenCalledWith("");
});

it("leaves what is typed as it is while another process is chosen", async () => {
  answers();
  function Chooser() {
    const [value, setValue] = useState("");
    return <ProcessSelect aria-label="Process" tenant="acme" value={value} none="Any process" onChange={setValue} />;
  }
  show(<Chooser />);
  const box = () => screen.getByRole<HTMLInputElement>("combobox", { name: "Process" });
  await userEvent.click(box());
  await userEvent.click(await screen.findByRole("option", { name: "Flight delays (delays)" }));
  expect(box().value).toBe("Flight delays (delays)");
  await userEvent.clear(box());
  await userEvent.type(box(), "far");
  await screen.findByRole("option", { name: "Far away (far)" });
  expect(box().value).toBe("far");
  await userEvent.clear(box());
  await screen.findByRole("option", { name: "Flight delays (delays)" });
  expect(box().value).toBe("");
});
