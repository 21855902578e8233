import "@/i18n/runPage";
import { type UIEvent, useDeferredValue, useLayoutEffect, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import { ScrollRegion } from "@/components/ScrollRegion";
import { cutAtMatches, findLines } from "./logLines";
import classes from "./Panel.module.css";

/** As many lines as a page bears; the end of a log tells most, and the whole of it can be downloaded. */
const SHOWN = 2000;

/** So near to its end a reader is at the end. */
const NEAR = 24;

/** Lines of a log. It begins at its end and goes along with what is added, unless the reader has gone up. */
export function LogText({ text, query, label }: { text: string; query: string; label: string }) {
  const { t } = useTranslation();
  const wanted = useDeferredValue(query.trim());
  const lines = useMemo(() => findLines(text, wanted), [text, wanted]);
  const shown = useMemo(() => lines.slice(-SHOWN), [lines]);
  const region = useRef<HTMLElement>(null);
  const isAtEnd = useRef(true);
  useLayoutEffect(() => {
    if (region.current && isAtEnd.current && shown.length > 0) {
      region.current.scrollTop = region.current.scrollHeight;
    }
  }, [shown]);
  const follow = ({ currentTarget }: UIEvent<HTMLElement>) => {
    isAtEnd.current = currentTarget.scrollHeight - currentTarget.scrollTop - currentTarget.clientHeight < NEAR;
  };
  const empty = text === "" ? t("log.empty") : t("log.noMatch", { q: wanted });
  return (
    <div>
      <p className={classes.count} role="status">
        {lines.length === 0 ? empty : t("log.matches", { count: lines.length })}
      </p>
      {lines.length === 0 ? null : (
        <ScrollRegion label={t("log.text", { label })} className={classes.log} ref={region} onScroll={follow}>
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
