import type { ScheduleView } from "@contract";
import { expect, it } from "vitest";
import { fieldsOf, presetOf, presets, termsOf } from "./terms";

const schedule: ScheduleView = {
  cron: "30 6 * * 1-5",
  zone: "Europe/Berlin",
  paused: false,
  missedDates: "latest",
  startsOn: "2027-01-01",
  endsOn: null,
  calendar: null,
  calendarName: null,
  holidays: "skip",
  staggerMinutes: 5,
  startsLaterByMinutes: 3,
  next: [],
};

it("knows a preset by its expression, however it is spaced", () => {
  expect(presetOf(" 30  6 * * 1-5 ")).toBe("workdays");
  expect(presetOf("31 6 * * 1-5")).toBeNull();
  expect(Object.values(presets).every((cron) => cron.split(" ").length === 5)).toBe(true);
});

it("writes a macro out in five fields", () => {
  expect(fieldsOf("@weekly")).toBe("0 0 * * 0");
  expect(fieldsOf(" 1 2 3 4 5 ")).toBe("1 2 3 4 5");
});

it("keeps all that was set when a schedule is only paused", () => {
  expect(termsOf(schedule)).toEqual({
    cron: "30 6 * * 1-5",
    zone: "Europe/Berlin",
    paused: false,
    missedDates: "latest",
    startsOn: "2027-01-01",
    holidays: "skip",
    staggerMinutes: 5,
  });
});
