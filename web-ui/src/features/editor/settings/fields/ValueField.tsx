import { TextInput } from "@mantine/core";
import type { FieldProps } from "@rjsf/utils";
import { useState } from "react";
import { afterPress } from "../afterPress";
import { contextOf } from "../formContext";
import { isNumberText, isPlainNumber, type Scalar } from "./scalars";

/** A value of more than one type: what looks like a number is one, where the schema takes numbers. */
export function ValueField({ formData, onChange, onBlur, fieldPathId, schema, registry, name }: FieldProps) {
  const { isReadOnly } = contextOf(registry);
  const id = fieldPathId.$id;
  // A condition of the schema may have narrowed it to one type.
  const types = [schema.type].flat();
  const isNumber = types.includes("string") ? isPlainNumber : isNumberText;
  const [typed, setTyped] = useState<string | null>(null);
  const shown = typed ?? (formData === undefined ? "" : String(formData));
  function read(text: string): Scalar | undefined {
    if (text === "") {
      return undefined;
    }
    if ((types.includes("number") || types.includes("integer")) && isNumber(text)) {
      return Number(text);
    }
    return types.includes("boolean") && (text === "true" || text === "false") ? text === "true" : text;
  }
  return (
    <TextInput
      id={id}
      aria-label={schema.title ?? name}
      value={shown}
      disabled={isReadOnly}
      onChange={(event) => {
        // "1." stays as it is typed until it is a number again.
        setTyped(event.currentTarget.value);
        onChange(read(event.currentTarget.value), fieldPathId.path);
      }}
      onBlur={() => {
        setTyped(null);
        afterPress(() => onBlur(id, formData));
      }}
    />
  );
}
