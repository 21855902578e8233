/** Names of what is kept in the query cache; everything of a tenant lies below its key, so that a switch can drop it. */
export const keys = {
  me: ["me"] as const,
  catalog: ["catalog"] as const,
  tenant: (tenant: string) => ["tenant", tenant] as const,
  processes: (tenant: string) => ["tenant", tenant, "processes"] as const,
  process: (tenant: string, process: string) => ["tenant", tenant, "process", process] as const,
  draft: (tenant: string, process: string) => ["tenant", tenant, "process", process, "draft"] as const,
  version: (tenant: string, process: string, number: number) =>
    ["tenant", tenant, "process", process, "version", number] as const,
  versions: (tenant: string, process: string) => ["tenant", tenant, "process", process, "versions"] as const,
  diff: (tenant: string, process: string) => ["tenant", tenant, "process", process, "diff"] as const,
  keptDrafts: (tenant: string, process: string) => ["tenant", tenant, "process", process, "kept-drafts"] as const,
  publications: (tenant: string, process: string) => ["tenant", tenant, "process", process, "publications"] as const,
  schedule: (tenant: string, process: string, stage: string | undefined) =>
    ["tenant", tenant, "process", process, "schedule", stage ?? null] as const,
  dates: (tenant: string, process: string, stage: string | undefined) =>
    ["tenant", tenant, "process", process, "dates", stage ?? null] as const,
  triggers: (tenant: string, process: string) => ["tenant", tenant, "process", process, "triggers"] as const,
  arrivals: (tenant: string, process: string) => ["tenant", tenant, "process", process, "arrivals"] as const,
  calendars: (tenant: string) => ["tenant", tenant, "calendars"] as const,
  backfills: (tenant: string, process: string) => ["tenant", tenant, "process", process, "backfills"] as const,
  tags: (tenant: string) => ["tenant", tenant, "tags"] as const,
  members: (tenant: string) => ["tenant", tenant, "members"] as const,
  stages: (tenant: string) => ["tenant", tenant, "stages"] as const,
  locations: (tenant: string) => ["tenant", tenant, "locations"] as const,
  files: (tenant: string, location: string) => ["tenant", tenant, "files", location] as const,
  alerts: (tenant: string) => ["tenant", tenant, "alerts"] as const,
  runs: (tenant: string) => ["tenant", tenant, "runs"] as const,
  run: (tenant: string, run: string) => ["tenant", tenant, "run", run] as const,
  trial: (tenant: string, trial: string) => ["tenant", tenant, "trial", trial] as const,
  tenantSettings: (tenant: string) => ["tenant", tenant, "settings"] as const,
  log: (tenant: string, run: string) => ["tenant", tenant, "run", run, "log"] as const,
};
