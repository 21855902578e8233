import type {
  BoundLocation,
  BoundParameter,
  ProcessStage,
  PublicationRequestView,
  StageAnswer,
  StageBindings,
} from "@contract";
import { queryOptions } from "@tanstack/react-query";
import { body, client } from "./client";
import { keys } from "./keys";

export type { BoundLocation, BoundParameter, ProcessStage, PublicationRequestView, StageAnswer, StageBindings };

/** The stages of a tenant, in their order; they seldom change. */
export const stagesQuery = (tenant: string) =>
  queryOptions({
    queryKey: keys.stages(tenant),
    queryFn: async ({ signal }) =>
      body(await client.GET("/api/v1/tenants/{tenant}/stages", { params: { path: { tenant } }, signal })),
    staleTime: 60_000,
  });

/** The accounts on which a stage may compute. */
export const accountsQuery = (tenant: string) =>
  queryOptions({
    queryKey: [...keys.stages(tenant), "accounts"],
    queryFn: async ({ signal }) =>
      body(await client.GET("/api/v1/tenants/{tenant}/accounts", { params: { path: { tenant } }, signal })),
  });

export const stageLocationsQuery = (tenant: string, stage: string) =>
  queryOptions({
    queryKey: [...keys.stages(tenant), stage, "locations"],
    queryFn: async ({ signal }) =>
      body(
        await client.GET("/api/v1/tenants/{tenant}/locations", {
          params: { path: { tenant }, query: { stage } },
          signal,
        }),
      ),
  });

export async function addStage(tenant: string, stage: { key: string; name: string; needsSecondPerson: boolean }) {
  return body(await client.POST("/api/v1/tenants/{tenant}/stages", { params: { path: { tenant } }, body: stage }));
}

export async function changeStage(
  tenant: string,
  stage: string,
  change: { name?: string; needsSecondPerson?: boolean; byDefault?: boolean },
) {
  return body(
    await client.PATCH("/api/v1/tenants/{tenant}/stages/{stage}", {
      params: { path: { tenant, stage } },
      body: change,
    }),
  );
}

export async function setCompute(tenant: string, stage: string, account: string | null, cluster: string | null) {
  return body(
    await client.PUT("/api/v1/tenants/{tenant}/stages/{stage}/compute", {
      params: { path: { tenant, stage } },
      body: { account, cluster },
    }),
  );
}

export async function removeStage(tenant: string, stage: string): Promise<void> {
  await client.DELETE("/api/v1/tenants/{tenant}/stages/{stage}", { params: { path: { tenant, stage } } });
}

/** What is live on each stage; it lies below the publications, so that what makes those stale makes this stale. */
export const processStagesQuery = (tenant: string, process: string) =>
  queryOptions({
    queryKey: [...keys.publications(tenant, process), "stages"],
    queryFn: async ({ signal }) =>
      body(
        await client.GET("/api/v1/tenants/{tenant}/processes/{process}/stages", {
          params: { path: { tenant, process } },
          signal,
        }),
      ),
  });

/** A dry run of a publication on a stage. */
export const bindingsQuery = (tenant: string, process: string, number: number, stage: string) =>
  queryOptions({
    queryKey: [...keys.publications(tenant, process), "bindings", number, stage],
    queryFn: async ({ signal }) =>
      body(
        await client.GET("/api/v1/tenants/{tenant}/processes/{process}/versions/{number}/bindings", {
          params: { path: { tenant, process, number }, query: { stage } },
          signal,
        }),
      ),
    staleTime: 0,
  });

export async function publishOn(tenant: string, process: string, version: number, stage: string) {
  return body(
    await client.POST("/api/v1/tenants/{tenant}/processes/{process}/publications", {
      params: { path: { tenant, process } },
      body: { version, stage },
    }),
  );
}

/** Ends what is published of a process on a stage; runs under way go on to their end. */
export async function unpublish(tenant: string, process: string, stage: string) {
  return body(
    await client.POST("/api/v1/tenants/{tenant}/processes/{process}/unpublish", {
      params: { path: { tenant, process }, query: { stage } },
    }),
  );
}

export async function askFor(tenant: string, process: string, version: number, stage: string, note: string) {
  return body(
    await client.POST("/api/v1/tenants/{tenant}/processes/{process}/publication-requests", {
      params: { path: { tenant, process } },
      body: { version, stage, note },
    }),
  );
}

export const requestsQuery = (tenant: string) =>
  queryOptions({
    queryKey: [...keys.stages(tenant), "requests"],
    queryFn: async ({ signal }) =>
      body(await client.GET("/api/v1/tenants/{tenant}/publication-requests", { params: { path: { tenant } }, signal })),
  });

export type Decision = { deed: "approve" } | { deed: "withdraw" } | { deed: "decline"; reason: string };

export async function decide(tenant: string, request: string, decision: Decision) {
  const params = { path: { tenant, request } };
  switch (decision.deed) {
    case "approve":
      return body(await client.POST("/api/v1/tenants/{tenant}/publication-requests/{request}/approve", { params }));
    case "withdraw":
      return body(await client.POST("/api/v1/tenants/{tenant}/publication-requests/{request}/withdraw", { params }));
    case "decline":
      return body(
        await client.POST("/api/v1/tenants/{tenant}/publication-requests/{request}/decline", {
          params,
          body: { reason: decision.reason },
        }),
      );
  }
}

export async function setStageValues(
  tenant: string,
  process: string,
  stage: string,
  version: number,
  values: Record<string, unknown>,
) {
  return body(
    await client.PATCH("/api/v1/tenants/{tenant}/processes/{process}/stages/{stage}/parameters", {
      params: { path: { tenant, process, stage } },
      body: { values, version },
    }),
  );
}
