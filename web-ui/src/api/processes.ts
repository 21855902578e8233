import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { body, client } from "./client";
import { keys } from "./keys";

export interface ProcessFilter {
  q: string;
  sort: "name" | "changed";
  page: number;
  size: number;
}

export const processesQuery = (tenant: string, filter: ProcessFilter) =>
  queryOptions({
    queryKey: [...keys.processes(tenant), filter],
    queryFn: async ({ signal }) =>
      body(
        await client.GET("/api/v1/tenants/{tenant}/processes", {
          params: { path: { tenant }, query: filter },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });

export const processQuery = (tenant: string, process: string) =>
  queryOptions({
    queryKey: keys.process(tenant, process),
    queryFn: async ({ signal }) =>
      body(
        await client.GET("/api/v1/tenants/{tenant}/processes/{process}", {
          params: { path: { tenant, process } },
          signal,
        }),
      ),
  });

export const draftQuery = (tenant: string, process: string) =>
  queryOptions({
    queryKey: keys.draft(tenant, process),
    queryFn: async ({ signal }) =>
      body(
        await client.GET("/api/v1/tenants/{tenant}/processes/{process}/draft", {
          params: { path: { tenant, process } },
          signal,
        }),
      ),
  });

/** A version never changes once it is made. */
export const versionQuery = (tenant: string, process: string, number: number) =>
  queryOptions({
    queryKey: keys.version(tenant, process, number),
    queryFn: async ({ signal }) =>
      body(
        await client.GET("/api/v1/tenants/{tenant}/processes/{process}/versions/{number}", {
          params: { path: { tenant, process, number } },
          signal,
        }),
      ),
    staleTime: Number.POSITIVE_INFINITY,
  });

export async function pauseProcess(tenant: string, process: string, paused: boolean) {
  return body(
    await client.PATCH("/api/v1/tenants/{tenant}/processes/{process}", {
      params: { path: { tenant, process } },
      body: { paused },
    }),
  );
}

/** Saves a draft over the state that it began with; when another stands there, the api refuses with 412. */
export async function saveDraft(tenant: string, process: string, definition: object, etag: string) {
  return body(
    await client.PUT("/api/v1/tenants/{tenant}/processes/{process}/draft", {
      params: {
        path: { tenant, process },
        header: { "If-Match": `"${etag}"` },
      },
      body: definition,
    }),
  );
}

export async function createProcess(tenant: string, definition: object) {
  return body(
    await client.POST("/api/v1/tenants/{tenant}/processes", {
      params: { path: { tenant } },
      body: definition,
    }),
  );
}
