import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { bindingsQuery, processStagesQuery } from "@/api/stages";
import type { Parameter } from "@/features/graph/definition";

/**
 * What the newest published version of a stage asks each run for, on its way or live: a run that is asked for now goes on it. The default of
 * each is the stage's own value where it has one. Nothing, where nothing is published: the api says so when it is asked.
 *
 * @param stage key of the stage; the default one when undefined
 */
export function useRunParameters(tenant: string, process: string, stage: string | undefined) {
  const stages = useQuery(processStagesQuery(tenant, process));
  const place = stages.data?.find((each) => (stage === undefined ? each.byDefault : each.stage === stage));
  const version = place?.newest?.version;
  const bindings = useQuery({
    ...bindingsQuery(tenant, process, version ?? 0, place?.stage ?? ""),
    enabled: version !== undefined,
  });
  const isPublished = stages.data === undefined || version !== undefined;
  const parameters = useMemo(
    () =>
      (isPublished ? bindings.data?.parameters : [])?.map(
        ({ key, label, type, required, value }): Parameter => ({
          key,
          label: label ?? key,
          type: type as Parameter["type"],
          required,
          ...(value === null || value === undefined ? {} : { default: value as NonNullable<Parameter["default"]> }),
        }),
      ),
    [isPublished, bindings.data],
  );
  return {
    parameters,
    error: stages.error ?? bindings.error,
    again: () => void (stages.error ? stages : bindings).refetch(),
  };
}
