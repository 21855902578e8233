import { screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { useState } from "react";
import { expect, it } from "vitest";
import { show } from "@/features/editor/testing";
import { serve } from "@/test-server";
import { AuditFilters } from "./AuditFilters";
import type { AuditSearch } from "./search";

function Page() {
  const [search, setSearch] = useState<AuditSearch>({});
  return (
    <>
      <AuditFilters tenant="acme" search={search} onSearch={setSearch} />
      <output>{JSON.stringify(search)}</output>
      <button type="button" onClick={() => setSearch({})}>
        Clear
      </button>
    </>
  );
}

it("keeps the focus and what is typed while it filters, and is empty when the filters are cleared", async () => {
  serve(() => []);
  show(<Page />);
  const field = () => screen.getByRole<HTMLInputElement>("textbox", { name: "To what" });
  await userEvent.type(field(), "team ");
  await waitFor(() => expect(screen.getByRole("status").textContent).toBe('{"subject":"team"}'));
  expect(document.activeElement).toBe(field());
  await userEvent.keyboard("a");
  await waitFor(() => expect(screen.getByRole("status").textContent).toBe('{"subject":"team a"}'));
  await userEvent.click(screen.getByRole("button", { name: "Clear" }));
  expect(field().value).toBe("");
});
