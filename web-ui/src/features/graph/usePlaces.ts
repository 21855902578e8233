import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { closer } from "./closer";
import type { Place, ProcessDefinition } from "./definition";
import { layOut } from "./layout";
import { type Flow, hasWholeLayout } from "./mapping";

/** Where the components lie: as their definition says, or laid out when it does not. */
export function usePlaces(definition: ProcessDefinition, flow: Flow): ReadonlyMap<string, Place> | undefined {
  // A layout that people made runs from left to right; on a narrow screen it would be too small to read.
  const whole = flow === "right" && hasWholeLayout(definition);
  const shape = [definition.components.map((component) => component.key), definition.edges];
  const { data } = useQuery({
    queryKey: ["layout", flow, shape],
    queryFn: () => layOut(definition, flow),
    enabled: !whole,
    staleTime: Number.POSITIVE_INFINITY,
    structuralSharing: false,
  });
  return useMemo(() => (whole ? closer(definition.layout) : data), [whole, definition, data]);
}
