import type { AuditEntry } from "@contract";
import { infiniteQueryOptions, keepPreviousData } from "@tanstack/react-query";
import { body, client } from "./client";
import { keys } from "./keys";

export type { AuditEntry };

/** Which entries. Moments are in ISO 8601. */
export interface AuditFilter {
  actor?: string | undefined;
  about?: string | undefined;
  subject?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

const given = (filter: AuditFilter) => Object.entries(filter).filter(([, value]) => value !== undefined);

/** Who did what, page after page, newest first. */
export const auditQuery = (tenant: string, filter: AuditFilter) =>
  infiniteQueryOptions({
    queryKey: [...keys.audit(tenant), filter],
    queryFn: async ({ signal, pageParam }) =>
      body(
        await client.GET("/api/v1/tenants/{tenant}/audit", {
          params: {
            path: { tenant },
            query: { ...Object.fromEntries(given(filter)), ...(pageParam === undefined ? {} : { before: pageParam }) },
          },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
  });

/** Where the same entries are a file for spreadsheets. */
export function auditCsv(tenant: string, filter: AuditFilter): string {
  const query = new URLSearchParams(given(filter)).toString();
  return `/api/v1/tenants/${encodeURIComponent(tenant)}/audit/csv${query && `?${query}`}`;
}
