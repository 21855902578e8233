import type { TablerIcon } from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "./EmptyState.module.css";

interface EmptyStateProps {
  icon: TablerIcon;
  title: string;
  hint: string;
  children?: ReactNode;
  /** Where this is all that the page says, its title is the page's. */
  isPage?: boolean;
}

/** Where there is nothing to show: why, and what to do next. */
export function EmptyState({ icon: Icon, title, hint, children, isPage = false }: EmptyStateProps) {
  return (
    <div className={classes.empty}>
      <Icon size={28} stroke={1.5} aria-hidden />
      {isPage ? <h1 className={classes.title}>{title}</h1> : <p className={classes.title}>{title}</p>}
      <p className={classes.hint}>{hint}</p>
      {children}
    </div>
  );
}
