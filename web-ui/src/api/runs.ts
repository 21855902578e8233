import type { NewRerun, RunSummary } from "@contract";
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { body, client } from "./client";
import { keys } from "./keys";

export type RunState = RunSummary["state"];

export interface RunFilter {
  process?: string;
  state?: RunState;
  version?: number;
  stage?: string;
  page: number;
  size: number;
}

export const runsQuery = (tenant: string, filter: RunFilter) =>
  queryOptions({
    queryKey: [...keys.runs(tenant), filter],
    queryFn: async ({ signal }) =>
      body(await client.GET("/api/v1/tenants/{tenant}/runs", { params: { path: { tenant }, query: filter }, signal })),
    placeholderData: keepPreviousData,
  });

export const runQuery = (tenant: string, run: string) =>
  queryOptions({
    queryKey: keys.run(tenant, run),
    queryFn: async ({ signal }) =>
      body(await client.GET("/api/v1/tenants/{tenant}/runs/{run}", { params: { path: { tenant, run } }, signal })),
  });

export async function requestRun(
  tenant: string,
  process: string,
  order: { businessDate?: string; stage?: string; parameters: Record<string, unknown> },
) {
  return body(
    await client.POST("/api/v1/tenants/{tenant}/processes/{process}/runs", {
      params: { path: { tenant, process } },
      body: order,
    }),
  );
}

export async function stopRun(tenant: string, run: string) {
  return body(await client.POST("/api/v1/tenants/{tenant}/runs/{run}/stop", { params: { path: { tenant, run } } }));
}

/** Asks for a run that repeats another. */
export async function rerun(tenant: string, run: string, order: NewRerun) {
  return body(
    await client.POST("/api/v1/tenants/{tenant}/runs/{run}/rerun", { params: { path: { tenant, run } }, body: order }),
  );
}

export interface LogPlace {
  run: string;
  component: string;
  stream: "stdout" | "stderr";
  attempt: number;
}

export const logQuery = (tenant: string, place: LogPlace) =>
  queryOptions({
    queryKey: [...keys.log(tenant, place.run), place],
    queryFn: async ({ signal }) => {
      const { run, component, stream, attempt } = place;
      const answer = await client.GET("/api/v1/tenants/{tenant}/runs/{run}/components/{component}/log", {
        params: { path: { tenant, run, component }, query: { stream, attempt } },
        parseAs: "text",
        signal,
      });
      // An empty log is an answer too.
      return answer.data ?? "";
    },
    retry: false,
  });
