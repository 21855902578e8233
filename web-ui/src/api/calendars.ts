import type { Holiday } from "@contract";
import { queryOptions } from "@tanstack/react-query";
import { body, client } from "./client";
import { keys } from "./keys";

/** The holiday calendars of a tenant. */
export const calendarsQuery = (tenant: string) =>
  queryOptions({
    queryKey: keys.calendars(tenant),
    queryFn: async ({ signal }) =>
      body(await client.GET("/api/v1/tenants/{tenant}/calendars", { params: { path: { tenant } }, signal })),
  });

/** One calendar with its holidays. */
export const calendarQuery = (tenant: string, calendar: string) =>
  queryOptions({
    queryKey: [...keys.calendars(tenant), calendar],
    queryFn: async ({ signal }) =>
      body(
        await client.GET("/api/v1/tenants/{tenant}/calendars/{calendar}", {
          params: { path: { tenant, calendar } },
          signal,
        }),
      ),
  });

export async function addCalendar(tenant: string, name: string) {
  return body(
    await client.POST("/api/v1/tenants/{tenant}/calendars", {
      params: { path: { tenant } },
      body: { name, days: [] },
    }),
  );
}

export async function changeCalendar(tenant: string, calendar: string, name: string, days: Holiday[]) {
  return body(
    await client.PUT("/api/v1/tenants/{tenant}/calendars/{calendar}", {
      params: { path: { tenant, calendar } },
      body: { name, days },
    }),
  );
}

/** Adds the holidays of an iCalendar text. */
export async function importHolidays(tenant: string, calendar: string, text: string) {
  return body(
    await client.POST("/api/v1/tenants/{tenant}/calendars/{calendar}/import", {
      params: { path: { tenant, calendar } },
      body: { text },
    }),
  );
}

export async function removeCalendar(tenant: string, calendar: string): Promise<void> {
  await client.DELETE("/api/v1/tenants/{tenant}/calendars/{calendar}", { params: { path: { tenant, calendar } } });
}
