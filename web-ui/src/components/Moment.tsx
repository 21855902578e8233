import { Tooltip } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { formatExact, formatRelative } from "./format";
import { useNow } from "./useNow";
import { useZone } from "./zone";

/** A time in words from now; the exact one, with its zone, on hover. */
export function Moment({ at }: { at: string | null }) {
  const { t } = useTranslation();
  const zone = useZone();
  const now = useNow(10_000);
  if (at === null) {
    return <span>{t("time.none")}</span>;
  }
  const exact = formatExact(at, zone);
  return (
    <Tooltip label={exact}>
      <time dateTime={at}>{formatRelative(at, now) ?? t("time.justNow")}</time>
    </Tooltip>
  );
}

/** A time to the second, with its zone. */
export function ExactMoment({ at }: { at: string | null }) {
  const { t } = useTranslation();
  const zone = useZone();
  return at === null ? <span>{t("time.none")}</span> : <time dateTime={at}>{formatExact(at, zone)}</time>;
}
