import type { ExportView, RetentionView, RunsDue } from "@contract";
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { body, client } from "./client";
import { keys } from "./keys";

export type { ExportView, RetentionView, RunsDue };

/** How often to look while runs are leaving, and while something keeps them from it. */
const PAUSE = 3000;
const PAUSE_IN_TROUBLE = 30_000;

export const retentionQuery = (tenant: string) =>
  queryOptions({
    queryKey: keys.retention(tenant),
    queryFn: async ({ signal }) =>
      body(await client.GET("/api/v1/tenants/{tenant}/retention", { params: { path: { tenant } }, signal })),
    refetchInterval: ({ state: { data } }) => {
      if (!data?.due?.runs) {
        return false;
      }
      return data.troubles.length > 0 ? PAUSE_IN_TROUBLE : PAUSE;
    },
  });

/** What would go at once if ended runs were kept for so many days. */
export const retentionPreviewQuery = (tenant: string, days: number) =>
  queryOptions({
    queryKey: [...keys.retention(tenant), "preview", days],
    queryFn: async ({ signal }) =>
      body(
        await client.GET("/api/v1/tenants/{tenant}/retention/preview", {
          params: { path: { tenant }, query: { days } },
          signal,
        }),
      ),
    staleTime: 0,
  });

/** The files of runs that were removed, newest first. */
export const exportsQuery = (tenant: string, page: number, size: number) =>
  queryOptions({
    queryKey: [...keys.retention(tenant), "exports", page, size],
    queryFn: async ({ signal }) =>
      body(
        await client.GET("/api/v1/tenants/{tenant}/retention/exports", {
          params: { path: { tenant }, query: { page, size } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });

/** Keeps ended runs for so many days; null for ever. */
export async function setRetention(tenant: string, days: number | null): Promise<RetentionView> {
  return body(
    await client.PUT("/api/v1/tenants/{tenant}/retention", {
      params: { path: { tenant } },
      body: days === null ? {} : { days },
    }),
  );
}

export async function allowSamples(tenant: string, samplesAllowed: boolean) {
  return body(
    await client.PATCH("/api/v1/tenants/{tenant}/settings", { params: { path: { tenant } }, body: { samplesAllowed } }),
  );
}
