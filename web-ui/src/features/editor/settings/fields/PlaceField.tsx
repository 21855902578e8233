import { Select } from "@mantine/core";
import type { FieldProps } from "@rjsf/utils";
import { useTranslation } from "react-i18next";
import { isRecord } from "@/features/graph/definition";
import { afterPress } from "../afterPress";
import classes from "../Form.module.css";
import { contextOf } from "../formContext";
import { PlaceholderInput } from "../PlaceholderInput";
import { Messages } from "../templates";

/** A place of data: one of the tenant's locations and a path below it. */
export function PlaceField({ formData, onChange, onBlur, fieldPathId, schema, registry }: FieldProps) {
  const { t } = useTranslation();
  const { locations, placeholders, messages, isReadOnly } = contextOf(registry);
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
      <PlaceholderInput
        id={`${id}-path`}
        value={typeof place.path === "string" ? place.path : ""}
        placeholders={placeholders}
        isOff={isReadOnly}
        onChange={(text) => set({ path: text === "" ? undefined : text })}
        onBlur={() => afterPress(() => onBlur(id, formData))}
      />
      <Messages id={`${id}-path-told`} messages={at("path")} />
    </div>
  );
}
