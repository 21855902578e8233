import type { ReactNode } from "react";
import table from "./DataTable.module.css";

interface ScrollRegionProps {
  label: string;
  className?: string;
  children: ReactNode;
}

/** A part of a page that scrolls by itself. It takes the focus, or the keyboard could not scroll it. */
export function ScrollRegion({ label, className = table.scroll, children }: ScrollRegionProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={className} aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}
