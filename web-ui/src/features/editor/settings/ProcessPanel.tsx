import { Button, Checkbox, NativeSelect, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { edit, finishGesture, useDraft, useEditor, useEditorState } from "../EditorStore";
import type { DraftParameter } from "../model/draft";
import { setName, setParameters } from "../model/edits";
import { freeKey } from "../model/keys";
import { scalarOf } from "./fields/scalars";
import classes from "./Panel.module.css";
import { ItemButton } from "./templates";

const types = ["string", "integer", "number", "boolean", "date"] as const;

/** The process as a whole: its name and the values that its runs are given. */
export function ProcessPanel() {
  const { t } = useTranslation();
  const { store } = useEditor();
  const draft = useDraft();
  const isReadOnly = useEditorState((state) => state.isReadOnly);
  const { parameters } = draft;
  const set = (next: readonly DraftParameter[], gesture: string | null = null) =>
    edit(store, (now) => setParameters(now, next), gesture);
  return (
    <div className={classes.body}>
      <h2 className={classes.title}>{t("settings.process")}</h2>
      <TextInput
        label={t("settings.processName")}
        value={draft.name}
        maxLength={200}
        disabled={isReadOnly}
        onChange={(event) => {
          const name = event.currentTarget.value;
          edit(store, (now) => setName(now, name), "process name");
        }}
        onBlur={() => finishGesture(store)}
      />
      <section aria-label={t("settings.parameters")} className={classes.section}>
        <h3 className={classes.sub}>{t("settings.parameters")}</h3>
        <p className={classes.summary}>{t("settings.parametersHint")}</p>
        {parameters.map((parameter, index) => (
          <Parameter
            // biome-ignore lint/suspicious/noArrayIndexKey: the name is what is being edited
            key={index}
            parameter={parameter}
            taken={new Set(parameters.map(({ key }) => key))}
            onChange={(next, gesture) =>
              set(
                parameters.map((each, at) => (at === index ? next : each)),
                gesture,
              )
            }
            onRemove={() => set(parameters.filter((_, at) => at !== index))}
          />
        ))}
        {isReadOnly ? null : (
          <Button
            variant="default"
            leftSection={<IconPlus size={14} aria-hidden />}
            className={classes.start}
            onClick={() => {
              const key = freeKey("parameter_1", new Set(parameters.map((each) => each.key)));
              set([...parameters, { key, type: "string" }]);
            }}
          >
            {t("settings.addParameter")}
          </Button>
        )}
      </section>
    </div>
  );
}

interface ParameterProps {
  parameter: DraftParameter;
  taken: ReadonlySet<string>;
  onChange: (parameter: DraftParameter, gesture: string | null) => void;
  onRemove: () => void;
}

function Parameter({ parameter, taken, onChange, onRemove }: ParameterProps) {
  const { t } = useTranslation();
  const { store } = useEditor();
  const isReadOnly = useEditorState((state) => state.isReadOnly);
  const [typed, setTyped] = useState<string | null>(null);
  const { key, type, required } = parameter;
  const isBad = typed !== null && typed !== key && (!/^[a-z][a-z0-9_]{0,39}$/.test(typed) || taken.has(typed));
  const gesture = `parameter ${key}`;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a card of fields, named by its parameter
    <div className={classes.card} role="group" aria-label={key}>
      <TextInput
        size="xs"
        label={t("settings.parameterKey")}
        value={typed ?? key}
        disabled={isReadOnly}
        error={isBad ? t("settings.tableNameBad") : undefined}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onBlur={() => {
          if (typed !== null && typed !== key && !isBad) {
            onChange({ ...parameter, key: typed }, null);
          }
          setTyped(null);
        }}
      />
      <NativeSelect
        size="xs"
        label={t("settings.parameterType")}
        value={type}
        disabled={isReadOnly}
        data={types.map((each) => ({ value: each, label: t(`settings.type.${each}`) }))}
        onChange={(event) => {
          const { default: _, ...others } = parameter;
          onChange({ ...others, type: types.find((each) => each === event.currentTarget.value) ?? "string" }, null);
        }}
      />
      <Default
        parameter={parameter}
        onChange={(given) => {
          const { default: _, ...others } = parameter;
          onChange(given === undefined ? others : { ...others, default: given }, gesture);
        }}
      />
      <div className={classes.cardFoot}>
        <Checkbox
          size="xs"
          label={t("settings.parameterRequired")}
          checked={required === true}
          disabled={isReadOnly}
          onChange={(event) => onChange({ ...parameter, required: event.currentTarget.checked }, null)}
          onBlur={() => finishGesture(store)}
        />
        {isReadOnly ? null : (
          <ItemButton name={t("settings.removeParameter", { key })} icon={IconTrash} onUse={onRemove} />
        )}
      </div>
    </div>
  );
}

function Default({ parameter, onChange }: { parameter: DraftParameter; onChange: (given: unknown) => void }) {
  const { t } = useTranslation();
  const { store } = useEditor();
  const isReadOnly = useEditorState((state) => state.isReadOnly);
  const { type, default: given } = parameter;
  const [typed, setTyped] = useState<string | null>(null);
  const common = { size: "xs", label: t("settings.parameterDefault"), disabled: isReadOnly } as const;
  if (type === "boolean") {
    return (
      <NativeSelect
        {...common}
        value={given === undefined ? "" : String(given)}
        data={[
          { value: "", label: t("settings.unset") },
          { value: "true", label: t("settings.yes") },
          { value: "false", label: t("settings.no") },
        ]}
        onChange={({ currentTarget: { value } }) => onChange(value === "" ? undefined : value === "true")}
      />
    );
  }
  const isNumber = type === "integer" || type === "number";
  return (
    <TextInput
      {...common}
      type={type === "date" ? "date" : "text"}
      inputMode={isNumber ? "decimal" : undefined}
      value={typed ?? (given === undefined ? "" : String(given))}
      onChange={({ currentTarget: { value } }) => {
        // "1.0" stays as it is typed until the field is left.
        setTyped(isNumber ? value : null);
        onChange(value === "" ? undefined : scalarOf(value, isNumber ? "number" : "string"));
      }}
      onBlur={() => {
        setTyped(null);
        finishGesture(store);
      }}
    />
  );
}
