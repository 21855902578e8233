import { queryOptions } from "@tanstack/react-query";
import { body, client } from "./client";
import { keys } from "./keys";

export const publicationsQuery = (tenant: string, process: string) =>
  queryOptions({
    queryKey: keys.publications(tenant, process),
    queryFn: async ({ signal }) =>
      body(
        await client.GET("/api/v1/tenants/{tenant}/processes/{process}/publications", {
          params: { path: { tenant, process } },
          signal,
        }),
      ),
  });

/** Publishes the draft that its reader has seen; when another stands there, the api refuses with 412. */
export async function publish(tenant: string, process: string, etag: string, note = "") {
  return body(
    await client.POST("/api/v1/tenants/{tenant}/processes/{process}/publications", {
      params: { path: { tenant, process }, header: { "If-Match": `"${etag}"` } },
      body: note === "" ? {} : { note },
    }),
  );
}

/** Publishes a version as it is; of an earlier one, that is a roll-back. */
export async function publishVersion(tenant: string, process: string, version: number) {
  return body(
    await client.POST("/api/v1/tenants/{tenant}/processes/{process}/publications", {
      params: { path: { tenant, process } },
      body: { version },
    }),
  );
}
