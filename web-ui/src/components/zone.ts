import { create } from "zustand";
import { persist } from "zustand/middleware";

export const browserZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

interface ZoneChoice {
  choice: "local" | "utc";
  choose: (choice: "local" | "utc") => void;
}

export const useZoneChoice = create<ZoneChoice>()(
  persist((set) => ({ choice: "local", choose: (choice) => set({ choice }) }), { name: "headgate-zone" }),
);

/** The zone in which the viewer wants to read times. */
export function useZone(): string {
  return useZoneChoice((state) => (state.choice === "utc" ? "UTC" : browserZone));
}

/** The moment at which a day (YYYY-MM-DD) begins in the zone that times are read in, or some days later. */
export function dayStart(day: string, choice: ZoneChoice["choice"], later = 0): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const parts = [year, month - 1, date + later] as const;
  return new Date(choice === "utc" ? Date.UTC(...parts) : new Date(...parts).getTime()).toISOString();
}
