import { queryOptions } from "@tanstack/react-query";
import { body, client } from "./client";
import { keys } from "./keys";

/** The places of data that a tenant has named. */
export const locationsQuery = (tenant: string) =>
  queryOptions({
    queryKey: keys.locations(tenant),
    queryFn: async ({ signal }) =>
      body(await client.GET("/api/v1/tenants/{tenant}/locations", { params: { path: { tenant } }, signal })),
  });
