/** Durations that a form offers, as ISO 8601 has them. */
export const delays = ["PT10S", "PT30S", "PT1M", "PT5M", "PT15M", "PT1H"] as const;
export const limits = ["PT5M", "PT15M", "PT30M", "PT1H", "PT4H", "P1D"] as const;

const UNITS = { D: 86_400, H: 3_600, M: 60, S: 1 } as const;

/** The seconds of a duration in whole days, hours, minutes and seconds; null when it is written otherwise. */
export function secondsOf(duration: string): number | null {
  const parts = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(duration);
  if (!parts || duration === "P" || duration.endsWith("T")) {
    return null;
  }
  const [, days, hours, minutes, seconds] = parts;
  return (
    Number(days ?? 0) * UNITS.D + Number(hours ?? 0) * UNITS.H + Number(minutes ?? 0) * UNITS.M + Number(seconds ?? 0)
  );
}

/** How a duration is told: in the largest unit that comes out even. */
export function wordsOf(duration: string): { unit: "hours" | "minutes" | "seconds"; count: number } | null {
  const seconds = secondsOf(duration);
  if (seconds === null) {
    return null;
  }
  if (seconds % UNITS.H === 0 && seconds > 0) {
    return { unit: "hours", count: seconds / UNITS.H };
  }
  return seconds % UNITS.M === 0 && seconds > 0
    ? { unit: "minutes", count: seconds / UNITS.M }
    : { unit: "seconds", count: seconds };
}
