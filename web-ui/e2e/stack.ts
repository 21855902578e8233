import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** A running stack, as `./headgate up` describes it. */
export interface Stack {
  url: string;
  users: StackUser[];
}

export interface StackUser {
  username: string;
  password: string;
  role: string;
  tenant: string | null;
  token: string;
}

export const root = fileURLToPath(new URL("../../", import.meta.url));

export function readStack(): Stack {
  const place = process.env.HEADGATE_LOCAL_JSON ?? `${root}.headgate/local.json`;
  const known: Stack = JSON.parse(readFileSync(place, "utf8"));
  // A preview of the interface in front of the same api.
  return { ...known, url: process.env.HEADGATE_URL ?? known.url };
}

export function userOf(stack: Stack, tenant: string, role: string): StackUser {
  const user = stack.users.find((candidate) => candidate.tenant === tenant && candidate.role === role);
  if (!user) {
    throw new Error(`The stack has no ${role} of ${tenant}; is its demo set up?`);
  }
  return user;
}

/** A call of the api in a user's name. */
export async function call(stack: Stack, user: StackUser, path: string, init: RequestInit = {}): Promise<unknown> {
  const answer = await fetch(`${stack.url}/api/v1${path}`, {
    ...init,
    headers: { Authorization: `Bearer ${user.token}`, "Content-Type": "application/json" },
  });
  if (!answer.ok) {
    throw new Error(`${init.method ?? "GET"} ${path}: ${answer.status} ${await answer.text()}`);
  }
  return answer.json();
}
