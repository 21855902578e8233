import type { ArrivalsView, BatchView, IgnoredView, NewWatch, QueueView, WatchView } from "@contract";
import { queryOptions } from "@tanstack/react-query";
import { body, client } from "./client";
import { keys } from "./keys";

export type { ArrivalsView, BatchView, IgnoredView, NewWatch, QueueView, WatchView };

/** What starts a process when files arrive, and what became of them. */
export const arrivalsQuery = (tenant: string, process: string) =>
  queryOptions({
    queryKey: keys.arrivals(tenant, process),
    queryFn: async ({ signal }) =>
      body(
        await client.GET("/api/v1/tenants/{tenant}/processes/{process}/arrivals", {
          params: { path: { tenant, process } },
          signal,
        }),
      ),
  });

/** The files that are there now and fit a pattern; asked for anew each time. */
export const matchesQuery = (tenant: string, process: string, stage: string, location: string, pattern: string) =>
  queryOptions({
    queryKey: [...keys.arrivals(tenant, process), "matches", stage, location, pattern],
    queryFn: async ({ signal }) =>
      body(
        await client.GET("/api/v1/tenants/{tenant}/processes/{process}/arrivals/matches", {
          params: { path: { tenant, process }, query: { stage, location, pattern } },
          signal,
        }),
      ),
    retry: false,
  });

export async function addWatch(tenant: string, process: string, watch: NewWatch) {
  return body(
    await client.POST("/api/v1/tenants/{tenant}/processes/{process}/arrivals", {
      params: { path: { tenant, process } },
      body: watch,
    }),
  );
}

export async function removeWatch(tenant: string, process: string, watch: string): Promise<void> {
  await client.DELETE("/api/v1/tenants/{tenant}/processes/{process}/arrivals/{watch}", {
    params: { path: { tenant, process, watch } },
  });
}
