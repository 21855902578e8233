import { useQuery } from "@tanstack/react-query";
import { publicationsQuery } from "@/api/publications";
import { usePolling } from "@/features/live/connection";

/** The publications of a process, newest first. */
export function usePublications(tenant: string, process: string) {
  const refetchInterval = usePolling(true);
  return useQuery({ ...publicationsQuery(tenant, process), refetchInterval });
}
