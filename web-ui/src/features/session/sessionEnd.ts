import { create } from "zustand";

/** Whether the api no longer knows who is working here, while the page still holds their work. */
export const useSessionEnd = create<{ isEnded: boolean }>(() => ({ isEnded: false }));
