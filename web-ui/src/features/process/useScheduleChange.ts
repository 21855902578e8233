import type { NewSchedule } from "@contract";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { keys } from "@/api/keys";
import { removeSchedule, setSchedule } from "@/api/schedule";

/** Sets and removes a process's schedule on a stage. */
export function useScheduleChange(tenant: string, process: string, stage: string | undefined) {
  const queries = useQueryClient();
  const changed = () => queries.invalidateQueries({ queryKey: keys.processes(tenant) });
  const set = useMutation({
    mutationFn: (schedule: NewSchedule) => setSchedule(tenant, process, stage, schedule),
    onSuccess: (schedule) => {
      queries.setQueryData(keys.schedule(tenant, process, stage), schedule);
      return changed();
    },
  });
  const remove = useMutation({
    mutationFn: () => removeSchedule(tenant, process, stage),
    onSuccess: () => {
      queries.setQueryData(keys.schedule(tenant, process, stage), null);
      return changed();
    },
  });
  return { set, remove };
}
