const KEY = "headgate-tenant";

export function rememberTenant(tenant: string): void {
  try {
    localStorage.setItem(KEY, tenant);
  } catch {
    // Without storage, the first tenant is home.
  }
}

/** The tenant to begin with: the one looked at last, else the first. */
export function homeOf(tenants: readonly string[]): string | undefined {
  let last: string | null = null;
  try {
    last = localStorage.getItem(KEY);
  } catch {
    last = null;
  }
  return tenants.find((tenant) => tenant === last) ?? tenants[0];
}
