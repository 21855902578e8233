import { Button, Checkbox, NativeSelect, TextInput } from "@mantine/core";
import type { FieldProps } from "@rjsf/utils";
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from "@tabler/icons-react";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import table from "@/components/DataTable.module.css";
import { ScrollRegion } from "@/components/ScrollRegion";
import { isRecord } from "@/features/graph/definition";
import { FoundTextBecause } from "../../trial/TextBecause";
import { afterPress } from "../afterPress";
import classes from "../Form.module.css";
import { contextOf } from "../formContext";
import { ItemButton, Messages } from "../templates";
import { wordOf } from "../uiSchema";

type Row = Record<string, unknown>;

const FindColumns = lazy(() => import("./FindColumns"));

/** The type that a column has until its values fit another. */
const TEXT = "string";

/** A list of small things as a table, one row each: the columns of a file, for instance. */
export function RowsField({ formData, onChange, onBlur, fieldPathId, schema, registry }: FieldProps) {
  const { t } = useTranslation();
  const { isReadOnly, messages, component } = contextOf(registry);
  const mark = (schema as Row)["x-headgate"];
  const [field] = fieldPathId.path;
  const isFound = isRecord(mark) && mark.found === true && fieldPathId.path.length === 1;
  const items = isRecord(schema.items) ? schema.items : {};
  const columns = Object.entries(isRecord(items.properties) ? items.properties : {}) as [string, Row][];
  const rows: Row[] = Array.isArray(formData) ? formData.filter(isRecord) : [];
  const id = fieldPathId.$id;
  const set = (next: Row[]) => onChange(next, fieldPathId.path);
  const fresh = Object.fromEntries(
    columns.filter(([, { default: given }]) => given !== undefined).map(([name, { default: given }]) => [name, given]),
  );
  const what = (index: number) => t("settings.item", { title: String(items.title ?? ""), n: index + 1 });
  return (
    <div className={classes.stackTight} id={id}>
      {isFound && !isReadOnly && component !== "" ? (
        <Suspense fallback={null}>
          <FindColumns component={component} field={String(field)} />
        </Suspense>
      ) : null}
      {rows.length > 0 ? (
        <ScrollRegion label={schema.title ?? ""}>
          <table className={`${table.compact} ${classes.rows}`}>
            <thead>
              <tr>
                {columns.map(([name, { title }]) => (
                  <th key={name} scope="col">
                    {String(title ?? name)}
                  </th>
                ))}
                <th scope="col">
                  <span className="visually-hidden">{t("editor.more")}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a row has no name but its place
                <tr key={index}>
                  {columns.map(([name, column], at) => (
                    <td key={name}>
                      <Cell
                        label={`${what(index)}: ${String(column.title ?? name)}`}
                        schema={column}
                        value={row[name]}
                        isOff={isReadOnly}
                        onChange={(value) =>
                          set(rows.map((each, at) => (at === index ? withMember(each, name, value) : each)))
                        }
                        onBlur={() => afterPress(() => onBlur(id, formData))}
                      />
                      <Messages
                        id={`${id}-${index}-${name}`}
                        messages={messages.get([...fieldPathId.path, index, name].join(".")) ?? []}
                      />
                      {isFound && component !== "" && at === 0 && row.type === TEXT ? (
                        <FoundTextBecause
                          component={component}
                          column={String(row[name])}
                          className={classes.because}
                        />
                      ) : null}
                    </td>
                  ))}
                  <td className={classes.rowButtons}>
                    {isReadOnly ? null : (
                      <>
                        <ItemButton
                          name={t("settings.moveUp", { what: what(index) })}
                          icon={IconArrowUp}
                          isOff={index === 0}
                          onUse={() => set(swapped(rows, index, index - 1))}
                        />
                        <ItemButton
                          name={t("settings.moveDown", { what: what(index) })}
                          icon={IconArrowDown}
                          isOff={index === rows.length - 1}
                          onUse={() => set(swapped(rows, index, index + 1))}
                        />
                        <ItemButton
                          name={t("settings.removeItem", { what: what(index) })}
                          icon={IconTrash}
                          onUse={() => set(rows.filter((_, at) => at !== index))}
                        />
                      </>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      ) : null}
      {isReadOnly ? null : (
        <Button
          variant="default"
          className={classes.add}
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => set([...rows, fresh])}
          data-testid={`add-${fieldPathId.path.join(".")}`}
        >
          {t("settings.addItem")}
        </Button>
      )}
    </div>
  );
}

function withMember(row: Row, name: string, value: unknown): Row {
  const { [name]: _, ...others } = row;
  return value === undefined ? others : { ...others, [name]: value };
}

function swapped(rows: readonly Row[], one: number, other: number): Row[] {
  return rows.map((row, at) => (at === one ? (rows[other] ?? row) : at === other ? (rows[one] ?? row) : row));
}

interface CellProps {
  label: string;
  schema: Row;
  value: unknown;
  isOff: boolean;
  onChange: (value: unknown) => void;
  onBlur: () => void;
}

function Cell({ label, schema, value, isOff, onChange, onBlur }: CellProps) {
  if (Array.isArray(schema.enum)) {
    return (
      <NativeSelect
        size="xs"
        aria-label={label}
        data={schema.enum.map((each) => ({ value: String(each), label: wordOf(each) }))}
        value={String(value ?? schema.default ?? "")}
        disabled={isOff}
        onChange={(event) => onChange(event.currentTarget.value)}
        onBlur={onBlur}
      />
    );
  }
  if (schema.type === "boolean") {
    return (
      <Checkbox
        aria-label={label}
        checked={value === undefined ? schema.default === true : value === true}
        disabled={isOff}
        onChange={(event) => onChange(event.currentTarget.checked)}
        onBlur={onBlur}
      />
    );
  }
  return (
    <TextInput
      size="xs"
      aria-label={label}
      value={value === undefined ? "" : String(value)}
      disabled={isOff}
      onChange={(event) => onChange(event.currentTarget.value === "" ? undefined : event.currentTarget.value)}
      onBlur={onBlur}
    />
  );
}
