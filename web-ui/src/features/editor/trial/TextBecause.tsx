import { useTranslation } from "react-i18next";
import { useEditorState } from "../EditorStore";

/** The values, few of many, for which a column was taken for text; nothing where it was not so. */
export function TextBecause({ values, className }: { values: readonly string[]; className: string | undefined }) {
  const { t } = useTranslation();
  return values.length === 0 ? null : (
    <span className={className}>
      {t("try.textBecause", { values: values.map((value) => `“${value}”`).join(", ") })}
    </span>
  );
}

/** The same for a column as the last trial here has found it; it is in the memory of the page alone. */
export function FoundTextBecause(props: { component: string; column: string; className: string | undefined }) {
  const { component, column, className } = props;
  const sample = useEditorState(({ tries }) => tries[component]?.sample);
  const found = sample?.components.find((each) => each.component === component);
  const values = found?.columns.find(({ name }) => name === column)?.textBecause ?? [];
  return <TextBecause values={values} className={className} />;
}
