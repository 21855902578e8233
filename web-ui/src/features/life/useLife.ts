import { useMutation, useQueryClient } from "@tanstack/react-query";
import { keys } from "@/api/keys";

/** What a change of a process makes stale: the process itself, all lists, the tags to filter by. */
export function useRefresh(tenant: string) {
  const queries = useQueryClient();
  return (processes: readonly string[]) =>
    Promise.all([
      ...processes.map((process) => queries.invalidateQueries({ queryKey: keys.process(tenant, process) })),
      queries.invalidateQueries({ queryKey: keys.processes(tenant) }),
      queries.invalidateQueries({ queryKey: keys.tags(tenant) }),
    ]);
}

/** One deed on one process. */
export function useDeed<T, R>(
  tenant: string,
  process: string,
  deed: (given: T) => Promise<R>,
  onDone?: (made: R) => void,
) {
  const refresh = useRefresh(tenant);
  return useMutation({
    mutationFn: deed,
    onSuccess: async (made) => {
      await refresh([process]);
      onDone?.(made);
    },
  });
}
