import { useQuery } from "@tanstack/react-query";
import { type StageAnswer, stagesQuery } from "@/api/stages";

/** The stages of a tenant, if it has more than one: with a single stage nothing of stages is shown. */
export function useStages(tenant: string): StageAnswer[] {
  const { data } = useQuery(stagesQuery(tenant));
  return data && data.length > 1 ? data : [];
}

/** What people call the default stage, if the tenant has more than one. */
export function useDefaultStageName(tenant: string): string | undefined {
  return useStages(tenant).find((stage) => stage.byDefault)?.name;
}

/** What people call a stage. */
export function stageName(stages: readonly StageAnswer[], key: string): string {
  return stages.find((stage) => stage.key === key)?.name ?? key;
}
