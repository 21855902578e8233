import type { NewSchedule, SchedulePreview, ScheduleView } from "@contract";
import { queryOptions } from "@tanstack/react-query";
import { body, client } from "./client";
import { keys } from "./keys";

/** A key of a stage; the default one for undefined. */
type Stage = string | undefined;

async function fetchSchedule(
  tenant: string,
  process: string,
  stage: Stage,
  signal: AbortSignal,
): Promise<ScheduleView | null> {
  const answer = await client.GET("/api/v1/tenants/{tenant}/processes/{process}/schedule", {
    params: { path: { tenant, process }, query: { stage } },
    signal,
  });
  // Without a schedule the answer is empty.
  return answer.data ?? null;
}

/** The schedule of a process on a stage; null when it has none there. */
export const scheduleQuery = (tenant: string, process: string, stage: Stage) =>
  queryOptions({
    queryKey: keys.schedule(tenant, process, stage),
    queryFn: ({ signal }) => fetchSchedule(tenant, process, stage, signal),
  });

export async function setSchedule(tenant: string, process: string, stage: Stage, schedule: NewSchedule) {
  return body(
    await client.PUT("/api/v1/tenants/{tenant}/processes/{process}/schedule", {
      params: { path: { tenant, process }, query: { stage } },
      body: schedule,
    }),
  );
}

export async function removeSchedule(tenant: string, process: string, stage: Stage): Promise<void> {
  await client.DELETE("/api/v1/tenants/{tenant}/processes/{process}/schedule", {
    params: { path: { tenant, process }, query: { stage } },
  });
}

/** What a schedule would do; nothing is set. */
export async function previewSchedule(
  tenant: string,
  process: string,
  schedule: NewSchedule,
  signal: AbortSignal,
): Promise<SchedulePreview> {
  return body(
    await client.POST("/api/v1/tenants/{tenant}/processes/{process}/schedule/preview", {
      params: { path: { tenant, process }, query: { count: 10 } },
      body: schedule,
      signal,
    }),
  );
}

/** The dates of the last 31 days that were missed, newest first. */
export const missedDatesQuery = (tenant: string, process: string, stage: Stage, size: number) =>
  queryOptions({
    queryKey: keys.dates(tenant, process, stage),
    queryFn: async ({ signal }) =>
      body(
        await client.GET("/api/v1/tenants/{tenant}/processes/{process}/schedule/dates", {
          params: { path: { tenant, process }, query: { missed: true, size, stage } },
          signal,
        }),
      ),
  });

export async function runDate(tenant: string, process: string, stage: Stage, dueAt: string) {
  return body(
    await client.POST("/api/v1/tenants/{tenant}/processes/{process}/schedule/dates/run", {
      params: { path: { tenant, process }, query: { stage } },
      body: { dueAt },
    }),
  );
}
