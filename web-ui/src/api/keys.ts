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
  publications: (tenant: string, process: string) => ["tenant", tenant, "process", process, "publications"] as const,
  schedule: (tenant: string, process: string) => ["tenant", tenant, "process", process, "schedule"] as const,
  backfills: (tenant: string, process: string) => ["tenant", tenant, "process", process, "backfills"] as const,
  locations: (tenant: string) => ["tenant", tenant, "locations"] as const,
  files: (tenant: string, location: string) => ["tenant", tenant, "files", location] as const,
  runs: (tenant: string) => ["tenant", tenant, "runs"] as const,
  run: (tenant: string, run: string) => ["tenant", tenant, "run", run] as const,
  trial: (tenant: string, trial: string) => ["tenant", tenant, "trial", trial] as const,
  tenantSettings: (tenant: string) => ["tenant", tenant, "settings"] as const,
  log: (tenant: string, run: string) => ["tenant", tenant, "run", run, "log"] as const,
};
