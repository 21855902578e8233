import type { Channel, DeliveryView, IncidentView, NewChannel, NewRule, RulesView, RuleView } from "@contract";
import { queryOptions } from "@tanstack/react-query";
import { body, client } from "./client";
import { keys } from "./keys";

export type { Channel, DeliveryView, IncidentView, NewChannel, NewRule, RulesView };
export type Rule = RuleView;

export const alertsQuery = (tenant: string, open: boolean, page: number, size: number) =>
  queryOptions({
    queryKey: [...keys.alerts(tenant), "list", open, page, size],
    queryFn: async ({ signal }) =>
      body(
        await client.GET("/api/v1/tenants/{tenant}/alerts", {
          params: { path: { tenant }, query: { open, page, size } },
          signal,
        }),
      ),
  });

/** How many alerts nobody has taken note of. */
export const alertCountQuery = (tenant: string) =>
  queryOptions({
    queryKey: [...keys.alerts(tenant), "count"],
    queryFn: async ({ signal }) =>
      body(await client.GET("/api/v1/tenants/{tenant}/alerts/count", { params: { path: { tenant } }, signal })),
  });

export const alertQuery = (tenant: string, alert: string) =>
  queryOptions({
    queryKey: [...keys.alerts(tenant), "one", alert],
    queryFn: async ({ signal }) =>
      body(
        await client.GET("/api/v1/tenants/{tenant}/alerts/{alert}", { params: { path: { tenant, alert } }, signal }),
      ),
  });

export async function acknowledge(tenant: string, alert: string) {
  return body(
    await client.POST("/api/v1/tenants/{tenant}/alerts/{alert}/acknowledge", { params: { path: { tenant, alert } } }),
  );
}

export async function rerunAll(tenant: string, alert: string) {
  return body(
    await client.POST("/api/v1/tenants/{tenant}/alerts/{alert}/rerun", { params: { path: { tenant, alert } } }),
  );
}

export const channelsQuery = (tenant: string) =>
  queryOptions({
    queryKey: [...keys.alerts(tenant), "channels"],
    queryFn: async ({ signal }) =>
      body(await client.GET("/api/v1/tenants/{tenant}/alerts/channels", { params: { path: { tenant } }, signal })),
  });

export async function addChannel(tenant: string, channel: NewChannel) {
  return body(
    await client.POST("/api/v1/tenants/{tenant}/alerts/channels", { params: { path: { tenant } }, body: channel }),
  );
}

export async function removeChannel(tenant: string, channel: string): Promise<void> {
  await client.DELETE("/api/v1/tenants/{tenant}/alerts/channels/{channel}", { params: { path: { tenant, channel } } });
}

export async function testChannel(tenant: string, channel: string) {
  return body(
    await client.POST("/api/v1/tenants/{tenant}/alerts/channels/{channel}/test", {
      params: { path: { tenant, channel } },
    }),
  );
}

export const deliveriesQuery = (tenant: string) =>
  queryOptions({
    queryKey: [...keys.alerts(tenant), "deliveries"],
    queryFn: async ({ signal }) =>
      body(await client.GET("/api/v1/tenants/{tenant}/alerts/deliveries", { params: { path: { tenant } }, signal })),
  });

export const deliveryQuery = (tenant: string, delivery: string) =>
  queryOptions({
    queryKey: [...keys.alerts(tenant), "delivery", delivery],
    queryFn: async ({ signal }) =>
      body(
        await client.GET("/api/v1/tenants/{tenant}/alerts/deliveries/{delivery}", {
          params: { path: { tenant, delivery } },
          signal,
        }),
      ),
  });

export async function sendAgain(tenant: string, delivery: string) {
  return body(
    await client.POST("/api/v1/tenants/{tenant}/alerts/deliveries/{delivery}/send-again", {
      params: { path: { tenant, delivery } },
    }),
  );
}

/** The rules of a process, or of the tenant for null. */
export const rulesQuery = (tenant: string, process: string | null) =>
  queryOptions({
    queryKey: [...keys.alerts(tenant), "rules", process],
    queryFn: async ({ signal }) =>
      process === null
        ? body(await client.GET("/api/v1/tenants/{tenant}/alerts/rules", { params: { path: { tenant } }, signal }))
        : body(
            await client.GET("/api/v1/tenants/{tenant}/processes/{process}/alert-rules", {
              params: { path: { tenant, process } },
              signal,
            }),
          ),
  });

export async function putRule(tenant: string, process: string | null, kind: Rule["kind"], rule: NewRule) {
  return process === null
    ? body(
        await client.PUT("/api/v1/tenants/{tenant}/alerts/rules/{kind}", {
          params: { path: { tenant, kind } },
          body: rule,
        }),
      )
    : body(
        await client.PUT("/api/v1/tenants/{tenant}/processes/{process}/alert-rules/{kind}", {
          params: { path: { tenant, process, kind } },
          body: rule,
        }),
      );
}

/** Lets the tenant's rule hold again. */
export async function removeRule(tenant: string, process: string, kind: Rule["kind"]) {
  return body(
    await client.DELETE("/api/v1/tenants/{tenant}/processes/{process}/alert-rules/{kind}", {
      params: { path: { tenant, process, kind } },
    }),
  );
}

/** Silences a process until a time, or lets it be heard again for null. */
export async function mute(tenant: string, process: string, until: string | null) {
  const path = { tenant, process };
  return until === null
    ? body(await client.DELETE("/api/v1/tenants/{tenant}/processes/{process}/alert-mute", { params: { path } }))
    : body(
        await client.PUT("/api/v1/tenants/{tenant}/processes/{process}/alert-mute", {
          params: { path },
          body: { until },
        }),
      );
}

export const addressQuery = (tenant: string) =>
  queryOptions({
    queryKey: [...keys.alerts(tenant), "address"],
    queryFn: async ({ signal }) =>
      body(await client.GET("/api/v1/tenants/{tenant}/alerts/address", { params: { path: { tenant } }, signal })),
  });

export async function setAddress(tenant: string, address: string) {
  return body(
    await client.PUT("/api/v1/tenants/{tenant}/alerts/address", { params: { path: { tenant } }, body: { address } }),
  );
}
