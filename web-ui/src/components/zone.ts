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
