import { infiniteQueryOptions } from "@tanstack/react-query";
import type { HistorySearch } from "@/features/history/search";
import { body, client } from "./client";
import { keys } from "./keys";

/** The grid of a process's runs, newest first, page by page. Every change of a run makes it stale, as it does the lists of runs. */
export const historyQuery = (tenant: string, process: string, filter: HistorySearch) =>
  infiniteQueryOptions({
    queryKey: [...keys.runs(tenant), "history", process, filter],
    queryFn: async ({ pageParam, signal }) =>
      body(
        await client.GET("/api/v1/tenants/{tenant}/processes/{process}/history", {
          params: { path: { tenant, process }, query: { ...filter, ...(pageParam ? { before: pageParam } : {}) } },
          signal,
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (last) => last.next,
  });

/** Where the same is to be had as a table for spreadsheets. */
export function historyCsv(tenant: string, process: string, filter: HistorySearch): string {
  const query = new URLSearchParams(Object.entries(filter));
  return `/api/v1/tenants/${encodeURIComponent(tenant)}/processes/${encodeURIComponent(process)}/history/csv?${query}`;
}
