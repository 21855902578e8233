import "@/i18n/life";
import { Button, Progress } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Notice } from "@/components/Notice";
import classes from "./Bulk.module.css";
import type { Work } from "./useBulk";

/** How far a deed on many things is. */
export function BulkProgress({ what, done, total }: { what: string; done: number; total: number }) {
  const { t: tl } = useTranslation("life");
  return (
    <div className={classes.bar} role="status">
      <span className={classes.count}>{what}</span>
      <Progress
        value={(100 * done) / total}
        className={classes.progress}
        aria-label={tl("bulk.progress", { done, total })}
      />
      <span>{tl("bulk.progress", { done, total })}</span>
    </div>
  );
}

interface BulkOutcomeProps<T, Deed> {
  work: Work<T, Deed>;
  /** What was done, for so many. */
  doneWords: (count: number) => string;
  nameOf: (item: T) => string;
  onDismiss: () => void;
  onAgain: (refused: T[]) => void;
}

/** What became of a deed on many things: what was refused is told with its reason, and can be tried again. */
export function BulkOutcome<T, Deed>({ work, doneWords, nameOf, onDismiss, onAgain }: BulkOutcomeProps<T, Deed>) {
  const { t: tl } = useTranslation("life");
  const outcomes = work.outcomes ?? [];
  const refused = outcomes.filter(({ problem }) => problem);
  const done = outcomes.length - refused.length;
  return (
    <div className={classes.result}>
      <Notice
        tone={refused.length > 0 ? "bad" : "ok"}
        role={refused.length > 0 ? "alert" : "status"}
        title={refused.length === 0 || done > 0 ? doneWords(done) : tl("bulk.failed", { count: refused.length })}
        actions={
          <Button variant="default" onClick={onDismiss}>
            {tl("bulk.dismiss")}
          </Button>
        }
      >
        {refused.length > 0 ? (
          <>
            {done > 0 ? <p>{tl("bulk.failed", { count: refused.length })}</p> : null}
            <ul className={classes.failures}>
              {refused.map(({ item, problem }) => (
                <li key={nameOf(item)}>
                  <strong>{nameOf(item)}</strong>: {problem?.detail}
                </li>
              ))}
            </ul>
            <Button variant="default" onClick={() => onAgain(refused.map(({ item }) => item))}>
              {tl("bulk.again")}
            </Button>
          </>
        ) : null}
      </Notice>
    </div>
  );
}
