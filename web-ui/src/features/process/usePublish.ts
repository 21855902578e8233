import type { PublicationView } from "@contract";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { keys } from "@/api/keys";
import { publish } from "@/api/publications";

/** Publishes the draft and shows the new publication at once. */
export function usePublish(tenant: string, process: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => publish(tenant, process, ""),
    onSuccess: (made) => {
      queries.setQueryData<PublicationView[]>(keys.publications(tenant, process), (known) => [
        made,
        ...(known ?? []).filter((each) => each.number !== made.number),
      ]);
      return Promise.all([
        queries.invalidateQueries({ queryKey: keys.publications(tenant, process) }),
        queries.invalidateQueries({ queryKey: keys.processes(tenant) }),
      ]);
    },
  });
}
