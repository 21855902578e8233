import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { body, client } from "./client";
import { keys } from "./keys";

/** A version by its number, or the draft. */
export type Side = number | "draft";

export const versionsQuery = (tenant: string, process: string, page: number, size: number) =>
  queryOptions({
    queryKey: [...keys.versions(tenant, process), { page, size }],
    queryFn: async ({ signal }) =>
      body(
        await client.GET("/api/v1/tenants/{tenant}/processes/{process}/versions", {
          params: { path: { tenant, process }, query: { page, size } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });

export const diffQuery = (tenant: string, process: string, from: Side, to: Side) =>
  queryOptions({
    queryKey: [...keys.diff(tenant, process), from, to],
    queryFn: async ({ signal }) =>
      body(
        await client.GET("/api/v1/tenants/{tenant}/processes/{process}/diff", {
          params: { path: { tenant, process }, query: { from: String(from), to: String(to) } },
          signal,
        }),
      ),
  });

/** Takes up a version again; refused with 409 when the draft is another than the caller has seen. */
export async function restoreVersion(tenant: string, process: string, number: number, draftEtag: string) {
  return body(
    await client.POST("/api/v1/tenants/{tenant}/processes/{process}/versions/{number}/restore", {
      params: { path: { tenant, process, number } },
      body: { draftEtag },
    }),
  );
}

export const keptDraftsQuery = (tenant: string, process: string) =>
  queryOptions({
    queryKey: keys.keptDrafts(tenant, process),
    queryFn: async ({ signal }) =>
      body(
        await client.GET("/api/v1/tenants/{tenant}/processes/{process}/kept-drafts", {
          params: { path: { tenant, process } },
          signal,
        }),
      ),
  });

/** Puts a replaced draft back. */
export async function recoverDraft(tenant: string, process: string, id: string, draftEtag: string) {
  return body(
    await client.POST("/api/v1/tenants/{tenant}/processes/{process}/kept-drafts/{id}/restore", {
      params: { path: { tenant, process, id } },
      body: { draftEtag },
    }),
  );
}
