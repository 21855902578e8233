import { queryOptions } from "@tanstack/react-query";
import { body, client } from "./client";
import { keys } from "./keys";

/** What a process starts after. */
export const triggersQuery = (tenant: string, process: string) =>
  queryOptions({
    queryKey: keys.triggers(tenant, process),
    queryFn: async ({ signal }) =>
      body(
        await client.GET("/api/v1/tenants/{tenant}/processes/{process}/triggers", {
          params: { path: { tenant, process } },
          signal,
        }),
      ),
  });

export async function setTrigger(tenant: string, process: string, after: string, onlyScheduled: boolean) {
  return body(
    await client.PUT("/api/v1/tenants/{tenant}/processes/{process}/triggers/{after}", {
      params: { path: { tenant, process, after } },
      body: { onlyScheduled },
    }),
  );
}

export async function removeTrigger(tenant: string, process: string, after: string): Promise<void> {
  await client.DELETE("/api/v1/tenants/{tenant}/processes/{process}/triggers/{after}", {
    params: { path: { tenant, process, after } },
  });
}
