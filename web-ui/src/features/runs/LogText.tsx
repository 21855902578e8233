import "@/i18n/runPage";
import { useDeferredValue, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { ScrollRegion } from "@/components/ScrollRegion";
import { cutAtMatches, findLines } from "./logLines";
import classes from "./Panel.module.css";

/** As many lines as a page bears; the end of a log tells most, and the whole of it can be downloaded. */
const SHOWN = 2000;

export function LogText({ text, query, label }: { text: string; query: string; label: string }) {
  const { t } = useTranslation();
  const wanted = useDeferredValue(query.trim());
  const lines = useMemo(() => findLines(text, wanted), [text, wanted]);
  const shown = lines.slice(-SHOWN);
  const empty = text === "" ? t("log.empty") : t("log.noMatch", { q: wanted });
  return (
    <div>
      <p className={classes.count} role="status">
        {lines.length === 0 ? empty : t("log.matches", { count: lines.length })}
      </p>
      {lines.length === 0 ? null : (
        <ScrollRegion label={t("log.text", { label })} className={classes.log}>
          {shown.map((line) => (
            <div key={line.number} className={classes.line}>
              <span aria-hidden>{line.number}</span>
              <code>
                {cutAtMatches(line.text, wanted).map((part, at) =>
                  // biome-ignore lint/suspicious/noArrayIndexKey: parts of a line have no other name
                  at % 2 === 1 ? <mark key={at}>{part}</mark> : part,
                )}
              </code>
            </div>
          ))}
        </ScrollRegion>
      )}
    </div>
  );
}
