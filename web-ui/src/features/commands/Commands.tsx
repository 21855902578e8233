import { lazy, Suspense, useEffect, useState } from "react";

const CommandPalette = lazy(async () => ({ default: (await import("./CommandPalette")).CommandPalette }));
const Shortcuts = lazy(async () => ({ default: (await import("./Shortcuts")).Shortcuts }));

/** Listens for Ctrl+K and the question mark on every page of a tenant. */
export function Commands({ tenant }: { tenant: string }) {
  const [open, setOpen] = useState<"palette" | "shortcuts" | null>(null);
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
        event.preventDefault();
        setOpen("palette");
      } else if (event.key === "?" && !isText(event.target)) {
        event.preventDefault();
        setOpen("shortcuts");
      }
    }
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);
  const close = () => setOpen(null);
  return (
    <Suspense fallback={null}>
      {open === "palette" ? (
        <CommandPalette
          tenant={tenant}
          onClose={() => setOpen((now) => (now === "palette" ? null : now))}
          onShortcuts={() => setOpen("shortcuts")}
        />
      ) : null}
      {open === "shortcuts" ? <Shortcuts onClose={close} /> : null}
    </Suspense>
  );
}

function isText(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable=true]") !== null;
}
