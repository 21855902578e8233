import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { body, client } from "./client";
import { keys } from "./keys";

export interface ProcessFilter {
  q: string;
  /** All of them are wanted. */
  tag?: string[];
  owner?: string;
  archived?: "no" | "only" | "also";
  sort: "name" | "changed" | "lastRun";
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

/** The tags that processes in use have, the commonest first. */
export const tagsQuery = (tenant: string) =>
  queryOptions({
    queryKey: keys.tags(tenant),
    queryFn: async ({ signal }) =>
      body(await client.GET("/api/v1/tenants/{tenant}/tags", { params: { path: { tenant } }, signal })),
  });

export async function pauseProcess(tenant: string, process: string, paused: boolean) {
  return body(
    await client.PATCH("/api/v1/tenants/{tenant}/processes/{process}", {
      params: { path: { tenant, process } },
      body: { paused },
    }),
  );
}

export async function renameProcess(tenant: string, process: string, name: string) {
  return body(
    await client.PATCH("/api/v1/tenants/{tenant}/processes/{process}", {
      params: { path: { tenant, process } },
      body: { name },
    }),
  );
}

export async function tagProcess(tenant: string, process: string, change: { add?: string[]; remove?: string[] }) {
  return body(
    await client.PATCH("/api/v1/tenants/{tenant}/processes/{process}/tags", {
      params: { path: { tenant, process } },
      body: change,
    }),
  );
}

export async function transferProcess(tenant: string, process: string, owner: string) {
  return body(
    await client.PUT("/api/v1/tenants/{tenant}/processes/{process}/owner", {
      params: { path: { tenant, process } },
      body: { owner },
    }),
  );
}

export async function duplicateProcess(tenant: string, process: string, copy: { key: string; name: string }) {
  return body(
    await client.POST("/api/v1/tenants/{tenant}/processes/{process}/duplicates", {
      params: { path: { tenant, process } },
      body: copy,
    }),
  );
}

/** Refused while runs are open, unless they may end: what is under way ends by itself, what waits is stopped. */
export async function archiveProcess(tenant: string, process: string, letRunsEnd: boolean) {
  return body(
    await client.POST("/api/v1/tenants/{tenant}/processes/{process}/archive", {
      params: { path: { tenant, process } },
      body: { letRunsEnd },
    }),
  );
}

export async function unarchiveProcess(tenant: string, process: string) {
  return body(
    await client.POST("/api/v1/tenants/{tenant}/processes/{process}/unarchive", {
      params: { path: { tenant, process } },
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
