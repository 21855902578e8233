import type { ReactNode } from "react";

interface TestLinkProps {
  to: string;
  params: Record<string, string>;
  search?: Record<string, string>;
  children: ReactNode;
}

/** A link of the router where a test has none: it names the address and goes nowhere. */
export function TestLink({ to, params, search, children }: TestLinkProps) {
  const path = to.replace(/\$(\w+)/g, (_, name) => params[name] ?? "");
  return <a href={search ? `${path}?${new URLSearchParams(search)}` : path}>{children}</a>;
}
