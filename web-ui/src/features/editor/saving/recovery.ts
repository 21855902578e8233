import { isRecord } from "@/features/graph/definition";
import { type Draft, readDraft } from "../model/draft";

/** An unsaved draft that outlives a crashed tab and an ended session. It stays in this browser, under its author's name. */
export interface Recovered {
  draft: Draft;
  /** What stood on the server when the changes began. */
  etag: string;
}

const PREFIX = "headgate-unsaved:";

export function recoveryKey(user: string, tenant: string, process: string): string {
  return `${PREFIX}${user}:${tenant}:${process}`;
}

export function keepForRecovery(key: string, { draft, etag }: Recovered): void {
  try {
    localStorage.setItem(key, JSON.stringify({ draft, etag }));
  } catch {
    // Storage may be full or forbidden; the draft is saved on the server all the same.
  }
}

export function forgetRecovery(key: string): void {
  try {
    localStorage.removeItem(key);
  } catch {
    // Nothing was kept where storage is forbidden.
  }
}

export function readRecovery(key: string): Recovered | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? "null");
    return isRecord(kept) && typeof kept.etag === "string" && isRecord(kept.draft)
      ? { draft: readDraft(kept.draft), etag: kept.etag }
      : null;
  } catch {
    return null;
  }
}
