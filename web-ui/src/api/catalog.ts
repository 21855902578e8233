import { queryOptions } from "@tanstack/react-query";
import { body, client } from "./client";
import { keys } from "./keys";

/** The component types; they change only with a release. */
export const catalogQuery = queryOptions({
  queryKey: keys.catalog,
  queryFn: async ({ signal }) => body(await client.GET("/api/v1/catalog/components", { signal })),
  staleTime: Number.POSITIVE_INFINITY,
});
