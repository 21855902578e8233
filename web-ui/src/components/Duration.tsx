import { useTranslation } from "react-i18next";
import { elapsed, formatDuration } from "./format";
import { useNow } from "./useNow";

/** How long something took, counting on while it lasts. */
export function Duration({ from, to }: { from: string | null; to: string | null }) {
  const { t } = useTranslation();
  const now = useNow(from !== null && to === null ? 1000 : null);
  const length = elapsed(from, to, now);
  return <span>{length === null ? t("time.none") : formatDuration(length)}</span>;
}
