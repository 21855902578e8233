import { ActionIcon, Select, Tooltip } from "@mantine/core";
import type { FieldProps } from "@rjsf/utils";
import { IconFolderSearch } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { isRecord } from "@/features/graph/definition";
import { afterPress } from "../afterPress";
import classes from "../Form.module.css";
import { contextOf } from "../formContext";
import { PlaceholderInput } from "../PlaceholderInput";
import { Messages } from "../templates";

const FilePicker = lazy(() => import("../files/FilePicker"));

/** A place of data: one of the tenant's locations and a path below it. */
export function PlaceField({ formData, onChange, onBlur, fieldPathId, schema, registry }: FieldProps) {
  const { t } = useTranslation();
  const { tenant, locations, placeholders, messages, isReadOnly } = contextOf(registry);
  const id = fieldPathId.$id;
  const place = isRecord(formData) ? formData : {};
  const mark = (schema as Record<string, unknown>)["x-headgate"];
  const needed = isRecord(mark) ? mark.location : undefined;
  const fitting = locations.filter(({ access }) => access === "read-write" || access === needed);
  const chosen = typeof place.location === "string" ? place.location : null;
  const data = fitting.map(({ key, name }) => ({ value: key, label: `${name} (${key})` }));
  const isKnown = chosen === null || data.some(({ value }) => value === chosen);
  const set = (members: Record<string, unknown>) => onChange({ ...place, ...members }, fieldPathId.path);
  const at = (name: string) => messages.get([...fieldPathId.path, name].join(".")) ?? [];
  const written = typeof place.path === "string" ? place.path : "";
  // Where a place may only be written to, nobody may look at what is there.
  const looked = fitting.find(({ key, access }) => key === chosen && access !== "write");
  const [isBrowsing, setBrowsing] = useState(false);
  const path = isRecord(schema.properties?.path) ? schema.properties.path : {};
  return (
    // biome-ignore lint/a11y/useSemanticElements: the label above is its legend
    <div className={classes.place} id={id} role="group" aria-labelledby={`${id}-label`}>
      <Select
        id={`${id}-location`}
        label={t("settings.location")}
        placeholder={t("settings.locationHint")}
        data={isKnown ? data : [...data, { value: chosen ?? "", label: chosen ?? "" }]}
        value={chosen}
        disabled={isReadOnly}
        description={fitting.length === 0 ? t("settings.noLocations") : undefined}
        onChange={(location) => set({ location: location ?? undefined })}
        onBlur={() => afterPress(() => onBlur(id, formData))}
      />
      <Messages id={`${id}-location-told`} messages={at("location")} />
      <label className={classes.small} htmlFor={`${id}-path`}>
        {typeof path.title === "string" ? path.title : t("settings.path")}
      </label>
      <div className={classes.withButton}>
        <PlaceholderInput
          id={`${id}-path`}
          value={written}
          placeholders={placeholders}
          isOff={isReadOnly}
          onChange={(text) => set({ path: text === "" ? undefined : text })}
          onBlur={() => afterPress(() => onBlur(id, formData))}
        />
        {isReadOnly || !looked ? null : (
          <Tooltip label={t("files.browse")}>
            <ActionIcon
              variant="default"
              size={36}
              aria-label={t("files.browse")}
              onClick={() => setBrowsing(true)}
              data-testid={`browse-${fieldPathId.path.join(".")}`}
            >
              <IconFolderSearch size={18} stroke={1.75} aria-hidden />
            </ActionIcon>
          </Tooltip>
        )}
      </div>
      {isBrowsing && looked ? (
        <Suspense fallback={null}>
          <FilePicker
            tenant={tenant}
            location={looked}
            path={written}
            takesFiles={needed !== "write"}
            onClose={() => setBrowsing(false)}
            onChoose={(chosenPath) => {
              setBrowsing(false);
              set({ path: chosenPath });
            }}
          />
        </Suspense>
      ) : null}
      <Messages id={`${id}-path-told`} messages={at("path")} />
    </div>
  );
}
