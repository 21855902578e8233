import type { ReactNode } from "react";
import classes from "./PageHeader.module.css";
import { useTitle } from "./useTitle";

interface PageHeaderProps {
  title: string;
  above?: ReactNode;
  badge?: ReactNode;
  facts?: ReactNode;
  actions?: ReactNode;
}

/** What the page is about and what can be done with it. */
export function PageHeader({ title, above, badge, facts, actions }: PageHeaderProps) {
  useTitle(title);
  return (
    <header className={classes.header}>
      <div className={classes.words}>
        {above ? <div className={classes.above}>{above}</div> : null}
        <div className={classes.line}>
          <h1 className={classes.title}>{title}</h1>
          {badge}
        </div>
        {facts ? <div className={classes.facts}>{facts}</div> : null}
      </div>
      {actions ? <div className={classes.actions}>{actions}</div> : null}
    </header>
  );
}
