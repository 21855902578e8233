import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { processesQuery } from "@/api/processes";

const PAUSE = 300;

/** Keys of processes that match what somebody types. */
export function useProcessKeys(tenant: string, typed: string): string[] {
  const [q] = useDebouncedValue(typed.trim(), PAUSE);
  const { data } = useQuery(processesQuery(tenant, { q, sort: "name", page: 0, size: 20 }));
  return data?.items.map((process) => process.key) ?? [];
}
