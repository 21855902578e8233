// The package as a whole would bring in its test registry, which asks for a validator that is not installed.
import Form from "@rjsf/core/lib/components/Form.js";
import type { RJSFSchema } from "@rjsf/utils";
import { useMemo } from "react";
import type { Settings } from "../model/draft";
import { EntriesField, PassedField } from "./fields/EntriesField";
import { ListField } from "./fields/ListField";
import { PlaceField } from "./fields/PlaceField";
import { RowsField } from "./fields/RowsField";
import { ValueField } from "./fields/ValueField";
import type { SettingsContext } from "./formContext";
import { templates } from "./templates";
import { shownSchema, toUiSchema } from "./uiSchema";
import { validatorOf } from "./validator";
import { widgets } from "./widgets";

const fields = {
  list: ListField,
  place: PlaceField,
  rows: RowsField,
  entries: EntriesField,
  passed: PassedField,
  value: ValueField,
};

// Settings hold what somebody chose; what the schema gives by itself is shown, and written only when it is chosen.
const asWritten = { emptyObjectFields: "skipDefaults", arrayMinItems: { populate: "never" } } as const;

interface SettingsFormProps {
  id: string;
  schema: unknown;
  settings: Settings;
  context: SettingsContext;
  onChange: (settings: Settings, field: string) => void;
  onBlur: () => void;
}

/** The settings of a component as its type's JSON Schema has them. */
export default function SettingsForm({ id, schema, settings, context, onChange, onBlur }: SettingsFormProps) {
  const shape = useMemo(() => shownSchema(schema) as RJSFSchema, [schema]);
  const validator = useMemo(() => validatorOf(schema as object), [schema]);
  const uiSchema = useMemo(() => ({ ...toUiSchema(schema), "ui:submitButtonOptions": { norender: true } }), [schema]);
  return (
    <Form
      tagName="div"
      idPrefix={id}
      schema={shape}
      uiSchema={uiSchema}
      validator={validator}
      formData={settings}
      formContext={context}
      templates={templates}
      widgets={widgets}
      fields={fields as never}
      liveValidate="onBlur"
      showErrorList={false}
      noHtml5Validate
      readonly={context.isReadOnly}
      experimental_defaultFormStateBehavior={asWritten}
      onChange={({ formData }, field) => onChange((formData ?? {}) as Settings, field ?? "")}
      onBlur={onBlur}
    />
  );
}
