import { useQueryClient } from "@tanstack/react-query";
import { keys } from "@/api/keys";

/** What to do when the locations of a stage are other ones than before: whatever shows them reads anew. */
export function useLocationsChanged(tenant: string, onClose: () => void): () => void {
  const queries = useQueryClient();
  return () => {
    // Drafts are judged by the locations, and publications are bound to them.
    void queries.invalidateQueries({ queryKey: keys.tenant(tenant) });
    onClose();
  };
}
