import type { Me } from "@contract";
import { useQuery } from "@tanstack/react-query";
import { meQuery } from "@/api/session";

export type Role = Me["tenants"][number]["role"];

const order: readonly Role[] = ["viewer", "author", "engineer", "tenant-admin"];

export function covers(role: Role, needed: Role): boolean {
  return order.indexOf(role) >= order.indexOf(needed);
}

/** Who is signed in. Only for what is shown after signing in. */
export function useSession(): Me {
  const { data } = useQuery(meQuery);
  if (!data) {
    throw new Error("Nobody is signed in.");
  }
  return data;
}

/** What the user may do in a tenant. */
export function useRole(tenant: string): Role {
  const me = useSession();
  return me.tenants.find((candidate) => candidate.key === tenant)?.role ?? "viewer";
}
