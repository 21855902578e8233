import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { LocationView } from "@/api/locations";
import table from "@/components/DataTable.module.css";
import { ScrollRegion } from "@/components/ScrollRegion";
import classes from "./Stages.module.css";

interface LocationTableProps {
  label: string;
  locations: LocationView[];
  /** Null for those who may only look. */
  onOpen: ((what: "edit-location" | "remove-location", location: LocationView) => void) | null;
}

/** The places of data of a stage, with what may be done there. */
export function LocationTable({ label, locations, onOpen }: LocationTableProps) {
  const { t: ts } = useTranslation("stages");
  return (
    <ScrollRegion label={label}>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">{ts("name")}</th>
            <th scope="col">{ts("location.place")}</th>
            <th scope="col">{ts("location.accessHead")}</th>
            <th scope="col">{ts("location.classificationHead")}</th>
            {onOpen ? <th scope="col">{ts("actions")}</th> : null}
          </tr>
        </thead>
        <tbody>
          {locations.map((location) => (
            <tr key={location.key} data-testid={`location-${location.key}`}>
              <td className={table.named}>
                <strong>{location.name}</strong>
                <code className={table.sub}>{location.key}</code>
              </td>
              <td className={classes.place}>
                <code>
                  s3://{location.bucket}/{location.prefix}
                </code>
              </td>
              <td className={table.fixed}>{ts(`location.accesses.${location.access}`)}</td>
              <td className={table.fixed}>{ts(`location.classifications.${location.classification}`)}</td>
              {onOpen ? (
                <td>
                  <span className={classes.actions}>
                    <Button
                      variant="default"
                      size="compact-sm"
                      aria-label={`${ts("edit")} ${location.name}`}
                      onClick={() => onOpen("edit-location", location)}
                    >
                      {ts("edit")}
                    </Button>
                    <Button
                      variant="subtle"
                      size="compact-sm"
                      aria-label={`${ts("remove")} ${location.name}`}
                      onClick={() => onOpen("remove-location", location)}
                    >
                      {ts("remove")}
                    </Button>
                  </span>
                </td>
              ) : null}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
