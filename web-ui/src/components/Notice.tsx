import { IconAlertTriangle, IconClockHour4, IconInfoCircle } from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "./Notice.module.css";
import type { Tone } from "./status";

interface NoticeProps {
  tone: Tone;
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
  role?: "alert" | "status";
}

/** Something the reader should know now: what, why, what to do. */
export function Notice({ tone, title, children, actions, role }: NoticeProps) {
  const Icon = tone === "bad" ? IconAlertTriangle : tone === "wait" ? IconClockHour4 : IconInfoCircle;
  return (
    <div className={classes.notice} data-tone={tone} role={role}>
      <Icon size={18} aria-hidden className={classes.icon} />
      <div className={classes.body}>
        <strong className={classes.title}>{title}</strong>
        {children}
      </div>
      {actions ? <div className={classes.actions}>{actions}</div> : null}
    </div>
  );
}
