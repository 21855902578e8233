import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { keys } from "@/api/keys";
import { applyPatch, isKnown, staleKeys } from "./applyEvent";
import { useConnection } from "./connection";
import { LiveStream } from "./LiveStream";
import { Refresher } from "./Refresher";

/** Keeps everything of a tenant fresh while it is looked at: one stream a tab. */
export function useLive(tenant: string): void {
  const queries = useQueryClient();
  useEffect(() => {
    const refresher = new Refresher(queries);
    const stream = new LiveStream(tenant, {
      onEvent: (event) => {
        applyPatch(queries, tenant, event);
        if (!isKnown(queries, tenant, event)) {
          refresher.add(staleKeys(tenant, event));
        }
      },
      onConnection: (connection) => useConnection.setState({ connection }),
      onStart: () => refresher.add([keys.tenant(tenant)]),
    });
    stream.open();
    return () => {
      stream.close();
      refresher.stop();
      useConnection.setState({ connection: "connecting" });
    };
  }, [queries, tenant]);
}
