import type { NewTrial, TrialSample, TrialView } from "@contract";
import { queryOptions } from "@tanstack/react-query";
import { body, client } from "./client";
import { keys } from "./keys";

export type TrialState = TrialView["state"];

const PAUSE = 3000;

export function isTrialOver(state: TrialState): boolean {
  return state === "SUCCEEDED" || state === "FAILED" || state === "CANCELLED";
}

/** Where a trial stands; never a row. Events wake it, and it asks by itself should they fail to come. */
export const trialQuery = (tenant: string, process: string, trial: string) =>
  queryOptions({
    queryKey: keys.trial(tenant, trial),
    queryFn: async ({ signal }) =>
      body(
        await client.GET("/api/v1/tenants/{tenant}/processes/{process}/trials/{trial}", {
          params: { path: { tenant, process, trial } },
          signal,
        }),
      ),
    refetchInterval: ({ state }) => (state.data && isTrialOver(state.data.state) ? false : PAUSE),
  });

export const tenantSettingsQuery = (tenant: string) =>
  queryOptions({
    queryKey: keys.tenantSettings(tenant),
    queryFn: async ({ signal }) =>
      body(await client.GET("/api/v1/tenants/{tenant}/settings", { params: { path: { tenant } }, signal })),
  });

export async function requestTrial(tenant: string, process: string, order: NewTrial): Promise<TrialView> {
  return body(
    await client.POST("/api/v1/tenants/{tenant}/processes/{process}/trials", {
      params: { path: { tenant, process } },
      body: order,
    }),
  );
}

/** The rows themselves. Not a query: what a query fetches is kept in a cache. */
export async function fetchSample(tenant: string, process: string, trial: string): Promise<TrialSample> {
  return body(
    await client.GET("/api/v1/tenants/{tenant}/processes/{process}/trials/{trial}/sample", {
      params: { path: { tenant, process, trial } },
      cache: "no-store",
    }),
  );
}

/** Cancels a trial, or has what it left removed. */
export async function dismissTrial(tenant: string, process: string, trial: string): Promise<TrialView> {
  return body(
    await client.DELETE("/api/v1/tenants/{tenant}/processes/{process}/trials/{trial}", {
      params: { path: { tenant, process, trial } },
    }),
  );
}
