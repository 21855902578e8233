import type { NewSchedule, ScheduleView } from "@contract";

/** Ways to be due that need no cron expression. */
export const presets = {
  quarter: "*/15 * * * *",
  hour: "0 * * * *",
  day: "30 6 * * *",
  workdays: "30 6 * * 1-5",
  week: "30 6 * * 1",
  month: "30 6 1 * *",
} as const;

export type Preset = keyof typeof presets;

/** The preset that an expression is; null for any other. */
export function presetOf(cron: string): Preset | null {
  const found = Object.entries(presets).find(([, expression]) => expression === cron.trim().replace(/\s+/g, " "));
  return found ? (found[0] as Preset) : null;
}

const macros: Record<string, string> = {
  "@yearly": "0 0 1 1 *",
  "@annually": "0 0 1 1 *",
  "@monthly": "0 0 1 * *",
  "@weekly": "0 0 * * 0",
  "@daily": "0 0 * * *",
  "@midnight": "0 0 * * *",
  "@hourly": "0 * * * *",
};

/** The five fields of an expression, which may be a macro. */
export function fieldsOf(cron: string): string {
  return macros[cron.trim()] ?? cron.trim();
}

/** What is to be sent so that a schedule stays as it is. */
export function termsOf(schedule: ScheduleView): NewSchedule {
  const { cron, zone, paused, missedDates, holidays, staggerMinutes } = schedule;
  return {
    cron,
    zone,
    paused,
    missedDates,
    holidays,
    staggerMinutes,
    ...(schedule.startsOn ? { startsOn: schedule.startsOn } : {}),
    ...(schedule.endsOn ? { endsOn: schedule.endsOn } : {}),
    ...(schedule.calendar ? { calendar: schedule.calendar } : {}),
  };
}
