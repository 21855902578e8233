import { isDay } from "@/features/runs/search";

/** Filters of the audit trail, as they stand in the address; days are in the time zone that is shown. */
export interface AuditSearch {
  actor?: string;
  about?: string;
  subject?: string;
  from?: string;
  to?: string;
}

const isShort = (value: unknown, most: number): value is string =>
  typeof value === "string" && value !== "" && value.length <= most;

export function readAuditSearch({ actor, about, subject, from, to }: Record<string, unknown>): AuditSearch {
  // A key of digits alone stands in the address as a number.
  const named = typeof subject === "number" ? String(subject) : subject;
  return {
    ...(isShort(actor, 100) ? { actor } : {}),
    ...(isShort(about, 40) ? { about } : {}),
    ...(isShort(named, 200) ? { subject: named } : {}),
    ...(isDay(from) ? { from } : {}),
    ...(isDay(to) ? { to } : {}),
  };
}
