import { Autocomplete, Select, Switch } from "@mantine/core";
import type { RegistryWidgetsType, WidgetProps } from "@rjsf/utils";
import { lazy, Suspense, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Loading } from "@/components/Loading";
import { HintWords } from "../HintWords";
import { hintsOfQuery, keyOfHint } from "../model/queryHints";
import { afterPress } from "./afterPress";
import classes from "./Form.module.css";
import { isNumberText } from "./fields/scalars";
import { contextOf } from "./formContext";
import { PlaceholderInput } from "./PlaceholderInput";
import { ProcessComponentWidget, ProcessWidget } from "./processWidgets";
import { wordOf } from "./uiSchema";

const SqlEditor = lazy(() => import("./SqlEditor"));

function isOff({ disabled, readonly }: WidgetProps): boolean {
  return disabled === true || readonly === true;
}

/** What is said about a field, for those who cannot see where it lies. */
function described({ id, rawErrors }: WidgetProps): string {
  return rawErrors && rawErrors.length > 0 ? `${id}-help ${id}-errors` : `${id}-help`;
}

function TextWidget(props: WidgetProps) {
  const { id, value, onChange, onBlur, schema, registry } = props;
  const isNumber = schema.type === "number" || schema.type === "integer";
  const { placeholders } = contextOf(registry);
  const given = schema.default === undefined || schema.default === "" ? undefined : String(schema.default);
  // "1.0" stays as it is typed until the field is left: as a number it would be 1, and 1.05 could not be typed.
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <PlaceholderInput
      id={id}
      value={typed ?? (value === undefined || value === null ? "" : String(value))}
      hint={given}
      inputMode={isNumber ? "decimal" : undefined}
      // Only texts may hold run values.
      placeholders={isNumber || schema.maxLength === 1 ? [] : placeholders}
      isOff={isOff(props)}
      describedBy={described(props)}
      onChange={(text) => {
        setTyped(isNumber ? text : null);
        onChange(isNumber ? numberOf(text) : text === "" ? undefined : text);
      }}
      onBlur={() => {
        setTyped(null);
        afterPress(() => onBlur(id, value));
      }}
    />
  );
}

/** A text as a number; what is none is kept as it was typed, for the check to complain about. */
function numberOf(text: string): unknown {
  if (text === "") {
    return undefined;
  }
  return isNumberText(text) ? Number(text) : text;
}

function SelectWidget(props: WidgetProps) {
  const { t } = useTranslation();
  const { id, value, onChange, onBlur, options, required, schema } = props;
  const data = (options.enumOptions ?? []).map((option) => ({
    value: String(option.value),
    label: wordOf(option.value),
  }));
  return (
    <Select
      id={id}
      data={data}
      value={value === undefined ? null : String(value)}
      placeholder={schema.default === undefined ? t("settings.unset") : wordOf(schema.default)}
      disabled={isOff(props)}
      clearable={!required && schema.default === undefined}
      aria-describedby={described(props)}
      comboboxProps={{ withinPortal: true }}
      onChange={(chosen) => onChange(chosen === null ? undefined : chosen)}
      onBlur={() => afterPress(() => onBlur(id, value))}
    />
  );
}

function CheckboxWidget(props: WidgetProps) {
  const { id, value, onChange, onBlur, label, schema } = props;
  return (
    <Switch
      id={id}
      label={label}
      description={schema.description}
      checked={value === undefined ? schema.default === true : value === true}
      disabled={isOff(props)}
      onChange={(event) => onChange(event.currentTarget.checked)}
      onBlur={() => afterPress(() => onBlur(id, value))}
    />
  );
}

/** The name of a column, out of those that come in. Others may be typed: not every result is known before it ran. */
function ColumnWidget(props: WidgetProps) {
  const { t } = useTranslation();
  const { id, value, onChange, onBlur, registry, hideLabel } = props;
  const { upstreams } = contextOf(registry);
  const columns = [...new Set(upstreams.flatMap((upstream) => upstream.columns.map(({ name }) => name)))];
  return (
    <Autocomplete
      id={id}
      aria-label={hideLabel ? t("settings.column") : undefined}
      data={columns}
      value={value ?? ""}
      disabled={isOff(props)}
      aria-describedby={described(props)}
      classNames={{ input: classes.mono ?? "" }}
      onChange={(text) => onChange(text === "" ? undefined : text)}
      onBlur={() => afterPress(() => onBlur(id, value))}
    />
  );
}

function SqlWidget(props: WidgetProps) {
  const { t } = useTranslation();
  const { id, value, onChange, onBlur, label, registry } = props;
  const { upstreams } = contextOf(registry);
  const text = typeof value === "string" ? value : "";
  const hints = useMemo(() => hintsOfQuery(text, upstreams), [text, upstreams]);
  return (
    <div className={classes.stackTight}>
      <Suspense fallback={<Loading rows={3} />}>
        <SqlEditor
          id={id}
          label={label}
          value={value ?? ""}
          tables={upstreams}
          isReadOnly={isOff(props)}
          onChange={(text) => onChange(text === "" ? undefined : text)}
          onBlur={() => afterPress(() => onBlur(id, value))}
        />
      </Suspense>
      <p className={classes.help}>
        {upstreams.length === 0
          ? t("settings.sqlNoTables")
          : t("settings.sqlHint", { tables: upstreams.map(({ key }) => key).join(", ") })}
      </p>
      {hints.length === 0 ? null : (
        <ul className={`${classes.messages} ${classes.hints}`} data-testid="unknown-columns">
          {hints.map((hint) => (
            <li key={keyOfHint(hint)}>
              <HintWords hint={hint} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

export const widgets: RegistryWidgetsType = {
  TextWidget,
  SelectWidget,
  CheckboxWidget,
  TextareaWidget: TextWidget,
  UpDownWidget: TextWidget,
  column: ColumnWidget,
  sql: SqlWidget,
  process: ProcessWidget,
  processComponent: ProcessComponentWidget,
};
