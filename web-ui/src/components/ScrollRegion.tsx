import type { ReactNode, Ref, UIEventHandler } from "react";
import table from "./DataTable.module.css";

interface ScrollRegionProps {
  label: string;
  className?: string;
  ref?: Ref<HTMLElement>;
  onScroll?: UIEventHandler<HTMLElement>;
  children: ReactNode;
}

/** A part of a page that scrolls by itself. It takes the focus, or the keyboard could not scroll it. */
export function ScrollRegion({ label, className = table.scroll, ref, onScroll, children }: ScrollRegionProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section ref={ref} onScroll={onScroll} className={className} aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}
