import "./texts";
import { useTranslation } from "react-i18next";
import { formatMinute } from "@/components/format";
import { useZone } from "@/components/zone";
import page from "@/features/process/Process.module.css";
import classes from "./Schedule.module.css";

export interface ComingDate {
  at: string;
  /** What is special about this date, in words. */
  asides?: readonly string[];
}

/** The next dates as the server counts them, in the schedule's zone and in the viewer's. */
export function DatesTable({ dates, zone }: { dates: readonly ComingDate[]; zone: string }) {
  const { t: tt } = useTranslation("time");
  const yours = useZone();
  const isSame = yours === zone;
  return (
    <table className={page.datesTable}>
      <caption className={page.caption}>{tt("schedule.next", { count: dates.length })}</caption>
      <thead>
        <tr>
          <th scope="col">{zone}</th>
          {isSame ? null : (
            <th scope="col">
              {tt("schedule.yours")} ({yours})
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {dates.map(({ at, asides }) => (
          <tr key={at}>
            <td>
              {formatMinute(at, zone)}
              {asides?.map((aside) => (
                <span key={aside} className={classes.aside}>
                  {aside}
                </span>
              ))}
            </td>
            {isSame ? null : <td>{formatMinute(at, yours)}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
