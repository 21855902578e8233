/** How numbers, times and durations are written. Pure; the zone is always given. */

const whole = new Intl.NumberFormat("en");
const NO_BREAK = "\u00a0";

export function formatCount(value: number): string {
  return whole.format(value);
}

export function formatBytes(bytes: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit === 0 || value >= 100 ? 0 : 1;
  return `${value.toFixed(digits)}${NO_BREAK}${units[unit]}`;
}

/** A share in percent; a small one is never told as none at all. */
export function formatPercent(percent: number): string {
  if (percent > 0 && percent < 0.01) {
    return `<0.01${NO_BREAK}%`;
  }
  return `${Number(percent.toFixed(2))}${NO_BREAK}%`;
}

export function formatDuration(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 60) {
    return `${seconds}${NO_BREAK}s`;
  }
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) {
    return `${minutes}${NO_BREAK}min ${seconds % 60}${NO_BREAK}s`;
  }
  return `${Math.floor(minutes / 60)}${NO_BREAK}h ${minutes % 60}${NO_BREAK}min`;
}

/** The time between two instants, up to now while the second is not there; null before the first. */
export function elapsed(from: string | null, to: string | null, now: number): number | null {
  if (from === null) {
    return null;
  }
  return (to === null ? now : Date.parse(to)) - Date.parse(from);
}

export function formatExact(instant: string, zone: string): string {
  return new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    timeZoneName: "short",
  }).format(new Date(instant));
}

/** Day and minute: for lists of dates whose heading names the zone. */
export function formatMinute(instant: string, zone: string): string {
  return new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    weekday: "short",
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
  }).format(new Date(instant));
}

/** A date without a time, as the api sends it: it has no zone, and is not shifted into one. */
export function formatDay(date: string): string {
  return new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", day: "numeric", month: "short", year: "numeric" }).format(
    new Date(`${date}T00:00:00Z`),
  );
}

const steps: [Intl.RelativeTimeFormatUnit, number][] = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
];

/** In words from now: "3 minutes ago", "in 2 days"; null when it is as good as now. */
export function formatRelative(instant: string, now: number): string | null {
  const distance = Date.parse(instant) - now;
  for (const [unit, length] of steps) {
    if (Math.abs(distance) >= length) {
      return new Intl.RelativeTimeFormat("en", { numeric: "always" }).format(Math.trunc(distance / length), unit);
    }
  }
  return null;
}

/** Today in a zone, as the api takes a date. */
export function today(zone: string, now: number): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" }).format(
    now,
  );
}
