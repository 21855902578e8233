import "@/i18n/runPage";
import { NativeSelect, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Parameter } from "@/features/graph/definition";

/** A field for the value of a parameter, named `param.<key>` in its form. */
export function ParameterField({ parameter, error }: { parameter: Parameter; error: string | undefined }) {
  const { t } = useTranslation();
  const common = {
    name: `param.${parameter.key}`,
    label: parameter.label,
    required: parameter.required && parameter.default === undefined,
    defaultValue: parameter.default === undefined ? "" : String(parameter.default),
    error,
  };
  switch (parameter.type) {
    case "boolean":
      return (
        <NativeSelect
          {...common}
          data={[
            { value: "", label: t("run.useDefault") },
            { value: "true", label: t("run.yes") },
            { value: "false", label: t("run.no") },
          ]}
        />
      );
    case "integer":
      return <TextInput {...common} type="number" step={1} />;
    case "number":
      return <TextInput {...common} type="number" step="any" />;
    case "date":
      return <TextInput {...common} type="date" />;
    case "string":
      return <TextInput {...common} />;
  }
}
