import { Autocomplete, Button, NativeSelect } from "@mantine/core";
import type { FieldProps } from "@rjsf/utils";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { isRecord } from "@/features/graph/definition";
import { freeKey } from "../../model/keys";
import classes from "../Form.module.css";
import { contextOf } from "../formContext";
import { PlaceholderInput } from "../PlaceholderInput";
import { ItemButton, Messages } from "../templates";
import { useCalled } from "../useCalled";
import { kindOf, type Scalar, type ScalarKind, scalarOf } from "./scalars";

/** Names with values, such as those that are bound into a query. */
export function EntriesField(props: FieldProps) {
  return <Entries {...props} suggested={none} />;
}

/** Values that are passed to a process; the parameters that it declares are offered. */
export function PassedField(props: FieldProps) {
  const { tenant, called } = contextOf(props.registry);
  const known = useCalled(tenant, called);
  return (
    <Entries
      {...props}
      suggested={known.kind === "published" ? known.definition.parameters.map(({ key }) => key) : none}
    />
  );
}

const none: readonly string[] = [];

interface EntriesProps extends FieldProps {
  /** Names that mean something there. */
  suggested: readonly string[];
}

function Entries({ formData, onChange, fieldPathId, registry, suggested }: EntriesProps) {
  const { t } = useTranslation();
  const { isReadOnly, messages } = contextOf(registry);
  // What was chosen for a text that is no number yet; otherwise the value itself says its kind.
  const [kinds, setKinds] = useState<Readonly<Record<string, ScalarKind>>>({});
  const entries = Object.entries(isRecord(formData) ? formData : {}) as [string, Scalar][];
  const set = (next: [string, Scalar][]) => onChange(Object.fromEntries(next), fieldPathId.path);
  const names = new Set(entries.map(([name]) => name));
  return (
    <div className={classes.stackTight} id={fieldPathId.$id}>
      {entries.map(([name, value], index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the name is what is being edited
        <div key={index} className={classes.entry}>
          <Name
            name={name}
            taken={names}
            suggested={suggested.filter((each) => !names.has(each))}
            isOff={isReadOnly}
            onName={(next) => {
              setKinds(({ [name]: kind, ...others }) => (kind ? { ...others, [next]: kind } : others));
              set(entries.map((each, at) => (at === index ? [next, each[1]] : each)));
            }}
          />
          <Value
            name={name}
            value={value}
            kind={typeof value === "string" ? (kinds[name] ?? "string") : kindOf(value)}
            registry={registry}
            onKind={(kind) => setKinds((now) => ({ ...now, [name]: kind }))}
            onValue={(next) => set(entries.map((each, at) => (at === index ? [each[0], next] : each)))}
          />
          {isReadOnly ? null : (
            <ItemButton
              name={t("settings.removeItem", { what: name })}
              icon={IconTrash}
              onUse={() => {
                setKinds(({ [name]: _, ...others }) => others);
                set(entries.filter((_, at) => at !== index));
              }}
            />
          )}
          <Messages
            id={`${fieldPathId.$id}-${index}`}
            messages={messages.get([...fieldPathId.path, name].join(".")) ?? []}
          />
        </div>
      ))}
      {isReadOnly ? null : (
        <Button
          variant="default"
          className={classes.add}
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() =>
            set([...entries, [suggested.find((each) => !names.has(each)) ?? freeKey("value_1", names), ""]])
          }
          data-testid={`add-${fieldPathId.path.join(".")}`}
        >
          {t("settings.addEntry")}
        </Button>
      )}
    </div>
  );
}

interface NameProps {
  name: string;
  taken: ReadonlySet<string>;
  /** Names that mean something there. */
  suggested: readonly string[];
  isOff: boolean;
  onName: (name: string) => void;
}

/** The name is taken when its field is left, so that one that is on its way to another's does not eat it. */
function Name({ name, taken, suggested, isOff, onName }: NameProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <Autocomplete
      size="xs"
      aria-label={t("settings.entryName")}
      data={[...suggested]}
      // What stands there already is no search: all that can be chosen is offered.
      filter={({ options, search }) =>
        options.filter((option) => typed === null || ("value" in option && option.value.includes(search)))
      }
      value={typed ?? name}
      disabled={isOff}
      onChange={setTyped}
      onBlur={() => {
        if (typed !== null && typed !== name && typed !== "" && !taken.has(typed)) {
          onName(typed);
        }
        setTyped(null);
      }}
    />
  );
}

interface ValueProps {
  name: string;
  value: Scalar;
  kind: ScalarKind;
  registry: FieldProps["registry"];
  onKind: (kind: ScalarKind) => void;
  onValue: (value: Scalar) => void;
}

function Value({ name, value, kind, registry, onKind, onValue }: ValueProps) {
  const { t } = useTranslation();
  const { isReadOnly, placeholders } = contextOf(registry);
  const [typed, setTyped] = useState<string | null>(null);
  const label = `${name}: ${t("settings.entryValue")}`;
  return (
    <>
      <NativeSelect
        size="xs"
        aria-label={`${name}: ${t("settings.parameterType")}`}
        value={kind}
        disabled={isReadOnly}
        data={(["string", "number", "boolean"] as const).map((each) => ({
          value: each,
          label: t(`settings.type.${each}`),
        }))}
        onChange={(event) => {
          const next = event.currentTarget.value as ScalarKind;
          onKind(next);
          onValue(scalarOf(String(value), next));
        }}
      />
      {kind === "boolean" ? (
        <NativeSelect
          size="xs"
          aria-label={label}
          value={String(value)}
          disabled={isReadOnly}
          data={[
            { value: "true", label: t("settings.yes") },
            { value: "false", label: t("settings.no") },
          ]}
          onChange={(event) => onValue(event.currentTarget.value === "true")}
        />
      ) : (
        <PlaceholderInput
          size="xs"
          label={label}
          value={typed ?? String(value)}
          placeholders={kind === "string" ? placeholders : []}
          isOff={isReadOnly}
          onChange={(text) => {
            // "1.0" stays as it is typed until the field is left.
            setTyped(kind === "number" ? text : null);
            onValue(scalarOf(text, kind));
          }}
          onBlur={() => setTyped(null)}
        />
      )}
    </>
  );
}
