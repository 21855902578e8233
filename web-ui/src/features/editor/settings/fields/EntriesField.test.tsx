import type { FieldProps } from "@rjsf/utils";
import { screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { useState } from "react";
import { expect, it } from "vitest";
import { show } from "../../testing";
import { EntriesField } from "./EntriesField";

function Form({ begin }: { begin: Record<string, unknown> }) {
  const [formData, setFormData] = useState(begin);
  const props = {
    formData,
    onChange: setFormData,
    fieldPathId: { $id: "f", path: ["parameters"] },
    registry: { formContext: undefined },
  } as unknown as FieldProps;
  return (
    <>
      <EntriesField {...props} />
      <output>{JSON.stringify(formData)}</output>
    </>
  );
}

const kindOf = (name: string) => (screen.getByLabelText(`${name}: Type`) as HTMLSelectElement).value;

it("knows the kind of each value when one before it is gone, and of a number that is not written yet", async () => {
  show(<Form begin={{ least: 5, note: "five", isNew: true }} />);
  await userEvent.selectOptions(screen.getByLabelText("note: Type"), "number");
  await userEvent.click(screen.getByRole("button", { name: "Remove least" }));
  expect([kindOf("note"), kindOf("isNew")]).toEqual(["number", "boolean"]);
  await userEvent.clear(screen.getByLabelText("note: Value"));
  await userEvent.type(screen.getByLabelText("note: Value"), "7");
  expect(screen.getByRole("status").textContent).toBe('{"note":7,"isNew":true}');
});
