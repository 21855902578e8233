import { TagsInput } from "@mantine/core";
import type { FieldProps } from "@rjsf/utils";
import { isRecord } from "@/features/graph/definition";
import { afterPress } from "../afterPress";
import { contextOf } from "../formContext";
import { Messages } from "../templates";
import { isNumberText, isPlainNumber, type Scalar } from "./scalars";

/** A list of plain values, each typed and taken with Enter; names of columns are offered where the schema asks for them. */
export function ListField({ formData, onChange, onBlur, fieldPathId, schema, registry }: FieldProps) {
  const { isReadOnly, upstreams, messages } = contextOf(registry);
  const items = isRecord(schema.items) ? schema.items : {};
  const mark = isRecord(items["x-headgate"]) ? items["x-headgate"] : {};
  const isNumber = [items.type].flat().includes("string") ? isPlainNumber : isNumberText;
  const takesNumbers = [items.type].flat().some((type) => type === "number" || type === "integer");
  const columns =
    mark.column === true ? [...new Set(upstreams.flatMap((each) => each.columns.map(({ name }) => name)))] : [];
  const values: Scalar[] = Array.isArray(formData) ? formData : [];
  const id = fieldPathId.$id;
  const inside = [...messages]
    .filter(([path]) => path.startsWith(`${fieldPathId.path.join(".")}.`))
    .flatMap(([, told]) => told);
  return (
    <>
      <TagsInput
        id={id}
        data={columns}
        value={values.map(String)}
        disabled={isReadOnly}
        onChange={(texts) =>
          onChange(
            texts.length === 0
              ? undefined
              : texts.map((text) => (takesNumbers && isNumber(text) ? Number(text) : text)),
            fieldPathId.path,
          )
        }
        onBlur={() => afterPress(() => onBlur(id, formData))}
      />
      <Messages id={`${id}-items`} messages={inside} />
    </>
  );
}
