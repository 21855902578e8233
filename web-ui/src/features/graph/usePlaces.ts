import { useQuery } from "@tanstack/react-query";
import type { Place, ProcessDefinition } from "./definition";
import { layOut } from "./layout";
import { hasWholeLayout } from "./mapping";

/** Where the components lie: as their definition says, or laid out when it does not. */
export function usePlaces(definition: ProcessDefinition): ReadonlyMap<string, Place> | undefined {
  const whole = hasWholeLayout(definition);
  const shape = [definition.components.map((component) => component.key), definition.edges];
  const { data } = useQuery({
    queryKey: ["layout", shape],
    queryFn: () => layOut(definition),
    enabled: !whole,
    staleTime: Number.POSITIVE_INFINITY,
    structuralSharing: false,
  });
  return whole ? definition.layout : data;
}
