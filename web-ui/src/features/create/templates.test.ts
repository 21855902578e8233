import { describe, expect, it } from "vitest";
import { readDraft } from "@/features/editor/model/draft";
import { enEditor } from "@/i18n/en-editor";
import { definitionOf, templates } from "./templates";

describe("templates", () => {
  it.each(templates)(
    "$id is told and made under the key and the name of the new process",
    async ({ id, components }) => {
      const draft = readDraft(await definitionOf(id, "my-process", "My process"));
      expect([draft.key, draft.name]).toEqual(["my-process", "My process"]);
      expect(draft.components).toHaveLength(components);
      expect(Object.keys(draft.layout.components)).toHaveLength(components);
      expect(enEditor.create.template[id].title).not.toBe("");
    },
  );

  it("begins blank without one", async () => {
    expect(readDraft(await definitionOf(null, "a", "A")).components).toEqual([]);
  });
});
