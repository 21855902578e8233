import type { LocationChange, LocationView, NewLocation } from "@contract";
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { body, client } from "./client";
import { keys } from "./keys";

export type { LocationView, NewLocation };

/** The places of data that a tenant has named. */
export const locationsQuery = (tenant: string) =>
  queryOptions({
    queryKey: keys.locations(tenant),
    queryFn: async ({ signal }) =>
      body(await client.GET("/api/v1/tenants/{tenant}/locations", { params: { path: { tenant } }, signal })),
  });

export async function addLocation(tenant: string, location: NewLocation) {
  return body(
    await client.POST("/api/v1/tenants/{tenant}/locations", { params: { path: { tenant } }, body: location }),
  );
}

export async function changeLocation(tenant: string, stage: string, location: string, change: LocationChange) {
  return body(
    await client.PUT("/api/v1/tenants/{tenant}/locations/{location}", {
      params: { path: { tenant, location }, query: { stage } },
      body: change,
    }),
  );
}

export async function removeLocation(tenant: string, stage: string, location: string): Promise<void> {
  await client.DELETE("/api/v1/tenants/{tenant}/locations/{location}", {
    params: { path: { tenant, location }, query: { stage } },
  });
}

/** The processes that need a location now. */
export const locationUsersQuery = (tenant: string, stage: string, location: string) =>
  queryOptions({
    queryKey: [...keys.stages(tenant), stage, "locations", location, "users"],
    queryFn: async ({ signal }) =>
      body(
        await client.GET("/api/v1/tenants/{tenant}/locations/{location}/users", {
          params: { path: { tenant, location }, query: { stage } },
          signal,
        }),
      ),
    staleTime: 0,
  });

/** Names of folders and files at a location that begin with a prefix, a page at a time. They are asked for anew each time. */
export const filesQuery = (tenant: string, location: string, prefix: string) =>
  infiniteQueryOptions({
    queryKey: [...keys.files(tenant, location), prefix],
    queryFn: async ({ pageParam, signal }) =>
      body(
        await client.GET("/api/v1/tenants/{tenant}/locations/{location}/files", {
          params: { path: { tenant, location }, query: { prefix, ...(pageParam === "" ? {} : { after: pageParam }) } },
          signal,
        }),
      ),
    initialPageParam: "",
    getNextPageParam: ({ after }) => after,
    retry: false,
  });
