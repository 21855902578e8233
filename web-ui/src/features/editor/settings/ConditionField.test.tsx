import { act, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { draftIn, useDraft } from "../EditorStore";
import { componentOf, readDraft } from "../model/draft";
import { placeProblems } from "../model/problems";
import { editorOn, show } from "../testing";
import { ConditionField } from "./ConditionField";

const draft = readDraft({
  key: "p",
  name: "P",
  parameters: [{ key: "mode", type: "string" }],
  components: [
    { key: "flights", type: "ingest-files", label: "Flights", settings: {} },
    { key: "check", type: "quality-check", label: "Check", settings: {} },
    { key: "late", type: "sql-rule", label: "Late", settings: {} },
    { key: "beside", type: "sql-rule", label: "Beside", settings: {} },
  ],
  edges: [
    { from: "flights", to: "check" },
    { from: "check", to: "late" },
    { from: "flights", to: "beside" },
  ],
});

function Field() {
  const component = componentOf(useDraft(), "late");
  return component ? <ConditionField component={component} /> : null;
}

function opened() {
  const editor = editorOn(draft);
  show(<Field />, editor);
  return editor.store;
}

const conditionIn = (store: ReturnType<typeof opened>) => componentOf(draftIn(store), "late")?.condition;

describe("the condition of a component", () => {
  it("is written into the draft as one line, and leaves it when the field is emptied", async () => {
    const store = opened();
    const field = screen.getByRole("textbox", { name: "Run only when" });
    await userEvent.type(field, "param.mode == 'full' &&{Enter}result.check.ran");
    expect(conditionIn(store)).toBe("param.mode == 'full' && result.check.ran");
    await userEvent.clear(field);
    expect(componentOf(draftIn(store), "late")).not.toHaveProperty("condition");
  });

  it("offers the run's values and what comes before it, quality of checks only, and nothing beside it", async () => {
    const store = opened();
    const offered = screen.getAllByRole("button").map((button) => button.textContent);
    expect(offered.slice(0, 3)).toEqual(["param.mode", "run.date", "run.id"]);
    expect(offered).toContain("result.check.qualityPassed");
    expect(offered).toContain("result.flights.rowsOut");
    expect(offered).not.toContain("result.flights.qualityPassed");
    expect(offered.some((name) => name?.startsWith("result.beside"))).toBe(false);
    await userEvent.click(screen.getByRole("button", { name: "result.check.qualityPassed" }));
    expect(conditionIn(store)).toBe("result.check.qualityPassed");
  });

  it("shows what the api found wrong with it", () => {
    const store = opened();
    act(() => {
      store.setState({
        history: {
          ...store.getState().history,
          present: {
            ...draftIn(store),
            components: draftIn(store).components.map((each) =>
              each.key === "late" ? { ...each, condition: "param.mod" } : each,
            ),
          },
        },
      });
      store.setState({
        problems: placeProblems(
          [
            {
              code: "component.condition",
              pointer: "/components/2/condition",
              message: "There is nothing called that.",
              remedy: "Use param.mode.",
            },
          ],
          draftIn(store),
        ),
      });
    });
    expect(screen.getByText("There is nothing called that. Use param.mode.")).toBeDefined();
    expect(screen.getByRole("textbox").getAttribute("aria-invalid")).toBe("true");
  });
});
