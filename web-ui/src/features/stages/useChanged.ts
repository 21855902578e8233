import { useQueryClient } from "@tanstack/react-query";
import { keys } from "@/api/keys";

/** What to do when stages or their locations are other ones than before: whatever shows the tenant reads anew. */
export function useChanged(tenant: string, onClose: () => void): () => void {
  const queries = useQueryClient();
  return () => {
    // What means the default stage may mean another one now; drafts are judged by locations, and publications bound to them.
    void queries.invalidateQueries({ queryKey: keys.tenant(tenant) });
    onClose();
  };
}
