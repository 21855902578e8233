import type { Trouble } from "@contract";
import { Notice } from "./Notice";
import classes from "./Notice.module.css";

interface TroubleNoticeProps {
  trouble: Trouble;
  tone: "bad" | "wait";
  /** Whose trouble it is, when that is not plain from the place. */
  about?: string;
}

/** What keeps something from going on: what it is, what to do, and the code by which others know it. */
export function TroubleNotice({ trouble, tone, about }: TroubleNoticeProps) {
  return (
    <Notice tone={tone} role="status" title={about ? `${about}: ${trouble.sentence}` : trouble.sentence}>
      <p>{trouble.remedy}</p>
      <p className={classes.code}>
        <code>{trouble.code}</code>
      </p>
    </Notice>
  );
}
