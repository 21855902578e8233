import type { PublicationView } from "@contract";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { keys } from "@/api/keys";
import { asProblem } from "@/api/problem";
import { publish } from "@/api/publications";

/**
 * Publishes the draft of an ETag, which its author has seen, and shows the new publication at once. A draft that is published already makes no new one; then the
 * answer is the publication that holds it, and `isNew` is false.
 */
export function usePublish(tenant: string, process: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ etag, note }: { etag: string; note?: string }) => {
      const known = queries.getQueryData<PublicationView[]>(keys.publications(tenant, process)) ?? [];
      const made = await publish(tenant, process, etag, note);
      return { made, isNew: known.every((each) => each.number !== made.number) };
    },
    onError: (error) =>
      asProblem(error).status === 412
        ? queries.invalidateQueries({ queryKey: keys.draft(tenant, process) })
        : Promise.resolve(),
    onSuccess: ({ made }) => {
      queries.setQueryData<PublicationView[]>(keys.publications(tenant, process), (known) => [
        made,
        ...(known ?? []).filter((each) => each.number !== made.number),
      ]);
      return Promise.all([
        queries.invalidateQueries({ queryKey: keys.publications(tenant, process) }),
        queries.invalidateQueries({ queryKey: keys.processes(tenant) }),
        // What was published may be newer than what this page shows.
        queries.invalidateQueries({ queryKey: keys.process(tenant, process), exact: true }),
        queries.invalidateQueries({ queryKey: keys.draft(tenant, process) }),
      ]);
    },
  });
}
