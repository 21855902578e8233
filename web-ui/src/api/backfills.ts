import type { BackfillView, NewBackfill } from "@contract";
import { queryOptions } from "@tanstack/react-query";
import { body, client } from "./client";
import { keys } from "./keys";

export type { BackfillView, NewBackfill };

/** The backfills of a process, newest first, without their dates. */
export const backfillsQuery = (tenant: string, process: string) =>
  queryOptions({
    queryKey: keys.backfills(tenant, process),
    queryFn: async ({ signal }) =>
      body(
        await client.GET("/api/v1/tenants/{tenant}/processes/{process}/backfills", {
          params: { path: { tenant, process } },
          signal,
        }),
      ),
  });

/** One backfill with each of its dates. */
export const backfillQuery = (tenant: string, process: string, backfill: string) =>
  queryOptions({
    queryKey: [...keys.backfills(tenant, process), backfill],
    queryFn: async ({ signal }) =>
      body(
        await client.GET("/api/v1/tenants/{tenant}/backfills/{backfill}", {
          params: { path: { tenant, backfill } },
          signal,
        }),
      ),
  });

/** What a backfill would do. */
export async function planBackfill(tenant: string, process: string, wanted: NewBackfill) {
  return body(
    await client.POST("/api/v1/tenants/{tenant}/processes/{process}/backfills/plan", {
      params: { path: { tenant, process } },
      body: wanted,
    }),
  );
}

export async function beginBackfill(tenant: string, process: string, wanted: NewBackfill) {
  return body(
    await client.POST("/api/v1/tenants/{tenant}/processes/{process}/backfills", {
      params: { path: { tenant, process } },
      body: wanted,
    }),
  );
}

export type BackfillDeed = "pause" | "resume" | "cancel" | "stop";

/** Pauses, resumes or cancels; to stop is to cancel together with the runs that are under way. */
export async function changeBackfill(tenant: string, backfill: string, deed: BackfillDeed) {
  const path = { tenant, backfill };
  switch (deed) {
    case "pause":
      return body(await client.POST("/api/v1/tenants/{tenant}/backfills/{backfill}/pause", { params: { path } }));
    case "resume":
      return body(await client.POST("/api/v1/tenants/{tenant}/backfills/{backfill}/resume", { params: { path } }));
    case "cancel":
    case "stop":
      return body(
        await client.POST("/api/v1/tenants/{tenant}/backfills/{backfill}/cancel", {
          params: { path, query: { stopRuns: deed === "stop" } },
        }),
      );
  }
}
