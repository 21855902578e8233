import { useTranslation } from "react-i18next";
import type { QueryHint } from "./model/queryHints";

/** As many names as one reads. */
const MANY = 20;

/** A hint in words, with what there is instead. */
export function HintWords({ hint }: { hint: QueryHint }) {
  const { t } = useTranslation();
  const known = hint.known.slice(0, MANY).join(", ");
  return hint.kind === "table"
    ? t("settings.unknownTable", { table: hint.table, known })
    : t("settings.unknownColumn", { table: hint.table, column: hint.column, known });
}
