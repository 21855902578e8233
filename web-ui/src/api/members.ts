import { queryOptions } from "@tanstack/react-query";
import { body, client } from "./client";
import { keys } from "./keys";

export const membersQuery = (tenant: string) =>
  queryOptions({
    queryKey: keys.members(tenant),
    queryFn: async ({ signal }) =>
      body(await client.GET("/api/v1/tenants/{tenant}/members", { params: { path: { tenant } }, signal })),
    staleTime: 60_000,
  });
