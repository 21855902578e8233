import { describe, expect, it } from "vitest";
import {
  elapsed,
  formatBytes,
  formatCount,
  formatDay,
  formatDuration,
  formatExact,
  formatMinute,
  formatPercent,
  formatRelative,
  today,
} from "./format";

const plain = (text: string | null) => text?.replaceAll("\u00a0", " ");

describe("numbers", () => {
  it("groups thousands", () => expect(formatCount(336776)).toBe("336,776"));

  it.each([
    [0, "0 B"],
    [999, "999 B"],
    [1500, "1.5 kB"],
    [123_456_789, "123 MB"],
  ])("writes %i bytes as %s", (bytes, text) => expect(plain(formatBytes(bytes))).toBe(text));

  it.each([
    [0, "0 %"],
    [0.004, "<0.01 %"],
    [2.5, "2.5 %"],
  ])("writes %f percent as %s", (percent, text) => expect(plain(formatPercent(percent))).toBe(text));
});

describe("durations", () => {
  it.each([
    [-5, "0 s"],
    [59_400, "59 s"],
    [72_000, "1 min 12 s"],
    [3_725_000, "1 h 2 min"],
  ])("writes %i ms as %s", (length, text) => expect(plain(formatDuration(length))).toBe(text));

  it("counts on while the end is not there", () => {
    expect(elapsed("2026-01-01T00:00:00Z", null, Date.parse("2026-01-01T00:01:00Z"))).toBe(60_000);
    expect(elapsed(null, null, 0)).toBeNull();
  });
});

describe("times", () => {
  it("names the zone of an exact time", () => {
    expect(formatExact("2026-07-01T10:00:00Z", "Europe/Berlin")).toMatch(/1 Jul 2026, 12:00:00 (CEST|GMT\+2)/);
    expect(formatExact("2026-07-01T10:00:00Z", "UTC")).toBe("1 Jul 2026, 10:00:00 UTC");
  });

  it("does not shift a date into a zone", () => expect(formatDay("2013-01-31")).toBe("31 Jan 2013"));

  it("shows the change to summer time in lists of dates", () => {
    expect(formatMinute("2026-03-28T05:30:00Z", "Europe/Berlin")).toContain("06:30");
    expect(formatMinute("2026-03-30T05:30:00Z", "Europe/Berlin")).toContain("07:30");
  });

  it("tells the distance from now", () => {
    const now = Date.parse("2026-01-01T12:00:00Z");
    expect(formatRelative("2026-01-01T11:57:00Z", now)).toBe("3 minutes ago");
    expect(formatRelative("2026-01-03T12:00:00Z", now)).toBe("in 2 days");
    expect(formatRelative("2026-01-01T11:59:40Z", now)).toBeNull();
  });

  it("knows that it is another day elsewhere", () => {
    const late = Date.parse("2026-01-01T23:30:00Z");
    expect(today("UTC", late)).toBe("2026-01-01");
    expect(today("Asia/Tokyo", late)).toBe("2026-01-02");
  });
});
