import { useTranslation } from "react-i18next";
import type { RunsDue } from "@/api/settings";
import { formatCount, formatDay } from "@/components/format";

/** A day of an instant that the api has told; the line of retention is the begin of a day in UTC. */
export const dayOf = (instant: string) => formatDay(instant.slice(0, 10));

/** The number and the day of runs that are to be removed, for a sentence. */
export function useDueText() {
  const { t } = useTranslation("settings");
  return (due: RunsDue) => ({
    count: due.runs,
    shown: due.runs < due.runsLimit ? formatCount(due.runs) : t("retention.orMore", { shown: formatCount(due.runs) }),
    before: dayOf(due.before),
  });
}
