import "@/features/schedule/texts";
import type { ScheduleView } from "@contract";
import { useTranslation } from "react-i18next";
import { formatMinute } from "@/components/format";
import { useZone } from "@/components/zone";
import classes from "./Process.module.css";

/** The next dates as the server counts them, in the schedule's zone and in the viewer's. */
export function NextDates({ schedule }: { schedule: ScheduleView }) {
  const { t: tt } = useTranslation("time");
  const yours = useZone();
  const isSame = yours === schedule.zone;
  return (
    <table className={classes.datesTable}>
      <caption className={classes.caption}>{tt("schedule.next", { count: schedule.next.length })}</caption>
      <thead>
        <tr>
          <th scope="col">{schedule.zone}</th>
          {isSame ? null : (
            <th scope="col">
              {tt("schedule.yours")} ({yours})
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {schedule.next.map((date) => (
          <tr key={date}>
            <td>{formatMinute(date, schedule.zone)}</td>
            {isSame ? null : <td>{formatMinute(date, yours)}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
