import type { NewMark, NewRerun, RunSummary } from "@contract";
import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { body, client } from "./client";
import { keys } from "./keys";

export type RunState = RunSummary["state"];

export type RunOrigin = RunSummary["origin"];

/** Which runs. Moments are in ISO 8601. */
export interface RunFilter {
  process?: string | undefined;
  state?: RunState | undefined;
  origin?: RunOrigin | undefined;
  version?: number | undefined;
  stage?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  size: number;
}

async function page(tenant: string, filter: RunFilter, before: string | undefined, signal: AbortSignal) {
  const query = Object.fromEntries(Object.entries({ ...filter, before }).filter(([, value]) => value !== undefined));
  return body(await client.GET("/api/v1/tenants/{tenant}/runs", { params: { path: { tenant }, query }, signal }));
}

/** The newest runs that fit, as many as one page holds. */
export const runsQuery = (tenant: string, filter: RunFilter) =>
  queryOptions({
    queryKey: [...keys.runs(tenant), filter],
    queryFn: ({ signal }) => page(tenant, filter, undefined, signal),
    placeholderData: keepPreviousData,
  });

/** The runs that fit, page after page. */
export const runPagesQuery = (tenant: string, filter: RunFilter) =>
  infiniteQueryOptions({
    queryKey: [...keys.runs(tenant), "pages", filter],
    queryFn: ({ signal, pageParam }) => page(tenant, filter, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
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

/**
 * Asks for a run that repeats another.
 *
 * @param key the same for each time that this very request is sent; left out where it is sent once
 */
export async function rerun(tenant: string, run: string, order: NewRerun, key?: string) {
  return body(
    await client.POST("/api/v1/tenants/{tenant}/runs/{run}/rerun", {
      params: { path: { tenant, run }, ...(key === undefined ? {} : { header: { "Idempotency-Key": key } }) },
      body: order,
    }),
  );
}

const MARK = "/api/v1/tenants/{tenant}/runs/{run}/components/{component}/mark";

/** Says what a repetition is to take a component for; null takes that back. */
export async function markComponent(
  tenant: string,
  { run, component, mark }: { run: string; component: string; mark: NewMark | null },
) {
  const params = { path: { tenant, run, component } };
  return body(mark ? await client.PUT(MARK, { params, body: mark }) : await client.DELETE(MARK, { params }));
}
