import { create } from "zustand";

export type Connection = "connecting" | "live" | "lost";

/** Whether changes arrive by themselves. */
export const useConnection = create<{ connection: Connection }>(() => ({ connection: "connecting" }));

const POLL = 4000;

/** How often to ask while nothing arrives by itself; false while the stream is up. */
export function usePolling(isWorthAsking: boolean): number | false {
  const isLost = useConnection((state) => state.connection === "lost");
  return isLost && isWorthAsking ? POLL : false;
}
