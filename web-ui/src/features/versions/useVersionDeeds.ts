import { useMutation, useQueryClient } from "@tanstack/react-query";
import { keys } from "@/api/keys";
import { publishVersion } from "@/api/publications";
import { recoverDraft, restoreVersion } from "@/api/versions";

/** Restoring, undoing that, and publishing a version; everything about the process is asked for anew after each. */
export function useVersionDeeds(tenant: string, process: string) {
  const queries = useQueryClient();
  const refresh = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: keys.process(tenant, process) }),
      queries.invalidateQueries({ queryKey: keys.processes(tenant) }),
    ]);
  const restore = useMutation({
    mutationFn: ({ number, etag }: { number: number; etag: string }) => restoreVersion(tenant, process, number, etag),
    // A draft that has changed meanwhile is shown, so that the next try is about what stands there.
    onSettled: refresh,
  });
  const recover = useMutation({
    mutationFn: ({ id, etag }: { id: string; etag: string }) => recoverDraft(tenant, process, id, etag),
    onSettled: refresh,
  });
  const publish = useMutation({
    mutationFn: (number: number) => publishVersion(tenant, process, number),
    onSuccess: refresh,
  });
  return { restore, recover, publish };
}
