import { Textarea } from "@mantine/core";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { edit, finishGesture, useDraft, useEditor, useEditorState } from "../EditorStore";
import { conditionNames } from "../model/conditions";
import type { DraftComponent } from "../model/draft";
import { change } from "../model/edits";
import classes from "./Panel.module.css";

/** The condition of a component: it runs only when this holds. What it may name can be put in by a press. */
export function ConditionField({ component }: { component: DraftComponent }) {
  const { t } = useTranslation();
  const { store, types } = useEditor();
  const draft = useDraft();
  const isReadOnly = useEditorState((state) => state.isReadOnly);
  const problems = useEditorState((state) => state.problems);
  const field = useRef<HTMLTextAreaElement>(null);
  const { key, condition = "" } = component;
  const faults = problems
    .filter(({ place }) => place.kind === "component" && place.key === key && place.field[0] === "condition")
    .map(({ problem }) => [problem.message, problem.remedy].filter(Boolean).join(" "));
  function take(text: string): void {
    const line = text.replace(/\s*[\r\n]+\s*/g, " ");
    edit(store, (now) => change(now, key, { condition: line === "" ? undefined : line }), `condition ${key}`);
  }
  function put(name: string): void {
    const element = field.current;
    const from = element?.selectionStart ?? condition.length;
    take(condition.slice(0, from) + name + condition.slice(element?.selectionEnd ?? from));
    finishGesture(store);
    // The field has the new text only when it has been drawn.
    requestAnimationFrame(() => {
      element?.focus();
      element?.setSelectionRange(from + name.length, from + name.length);
    });
  }
  return (
    <section aria-label={t("settings.condition")} className={classes.section} data-condition>
      <h3 className={classes.sub}>{t("settings.condition")}</h3>
      <Textarea
        ref={field}
        aria-label={t("settings.condition")}
        description={t("settings.conditionHint")}
        placeholder={t("settings.conditionExample")}
        rows={2}
        maxLength={1000}
        spellCheck={false}
        value={condition}
        error={condition !== "" && faults.length > 0 ? faults.join(" ") : undefined}
        disabled={isReadOnly}
        classNames={{ input: classes.mono ?? "" }}
        onChange={(event) => take(event.currentTarget.value)}
        onBlur={() => finishGesture(store)}
      />
      {isReadOnly ? null : (
        <details>
          <summary className={classes.summary}>{t("settings.conditionNames")}</summary>
          {conditionNames(draft, types, key).map(({ of, names }) => (
            <div key={of ?? ""} className={classes.ends}>
              <span className={classes.summary}>{of ?? t("settings.conditionRun")}</span>
              <span>
                {names.map((name) => (
                  <button key={name} type="button" className={classes.name} onClick={() => put(name)}>
                    {name}
                  </button>
                ))}
              </span>
            </div>
          ))}
          <p className={classes.dim}>{t("settings.conditionHelp")}</p>
        </details>
      )}
    </section>
  );
}
