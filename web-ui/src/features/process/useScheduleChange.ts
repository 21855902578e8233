import type { NewSchedule } from "@contract";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { keys } from "@/api/keys";
import { removeSchedule, setSchedule } from "@/api/schedule";

/** Sets and removes a process's schedule. */
export function useScheduleChange(tenant: string, process: string) {
  const queries = useQueryClient();
  const changed = () => queries.invalidateQueries({ queryKey: keys.processes(tenant) });
  const set = useMutation({
    mutationFn: (schedule: NewSchedule) => setSchedule(tenant, process, schedule),
    onSuccess: (schedule) => {
      queries.setQueryData(keys.schedule(tenant, process), schedule);
      return changed();
    },
  });
  const remove = useMutation({
    mutationFn: () => removeSchedule(tenant, process),
    onSuccess: () => {
      queries.setQueryData(keys.schedule(tenant, process), null);
      return changed();
    },
  });
  return { set, remove };
}
