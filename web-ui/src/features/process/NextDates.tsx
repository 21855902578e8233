import type { ScheduleView } from "@contract";
import { useTranslation } from "react-i18next";
import { formatMinute } from "@/components/format";
import { useZone } from "@/components/zone";
import classes from "./Process.module.css";

/** The next dates as the server counts them, in the schedule's zone and in the viewer's. */
export function NextDates({ schedule }: { schedule: ScheduleView }) {
  const { t } = useTranslation();
  const yours = useZone();
  const isSame = yours === schedule.zone;
  return (
    <table className={classes.datesTable}>
      <caption className={classes.caption}>{t("schedule.next", { count: schedule.next.length })}</caption>
      <thead>
        <tr>
          <th scope="col">{schedule.zone}</th>
          {isSame ? null : (
            <th scope="col">
              {t("schedule.yours")} ({yours})
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
