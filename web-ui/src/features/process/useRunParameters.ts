import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { bindingsQuery, processStagesQuery } from "@/api/stages";
import type { Parameter } from "@/features/graph/definition";

/**
 * What the version that is live on a stage asks each run for; the default of each is the stage's own value where it has one.
 *
 * @param stage key of the stage; the default one when undefined
 */
export function useRunParameters(tenant: string, process: string, stage: string | undefined) {
  const stages = useQuery(processStagesQuery(tenant, process));
  const place = stages.data?.find((each) => (stage === undefined ? each.byDefault : each.stage === stage));
  const version = place?.live?.version;
  const bindings = useQuery({
    ...bindingsQuery(tenant, process, version ?? 0, place?.stage ?? ""),
    enabled: version !== undefined,
  });
  const parameters = useMemo(
    () =>
      bindings.data?.parameters.map(
        ({ key, label, type, required, value }): Parameter => ({
          key,
          label: label ?? key,
          type: type as Parameter["type"],
          required,
          ...(value === null || value === undefined ? {} : { default: value as NonNullable<Parameter["default"]> }),
        }),
      ),
    [bindings.data],
  );
  return {
    parameters,
    error: stages.error ?? bindings.error,
    again: () => void (stages.error ? stages : bindings).refetch(),
  };
}
