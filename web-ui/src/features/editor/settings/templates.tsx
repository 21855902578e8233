import { ActionIcon, Button } from "@mantine/core";
import type {
  ArrayFieldItemTemplateProps,
  ArrayFieldTemplateProps,
  FieldTemplateProps,
  ObjectFieldTemplateProps,
  TemplatesType,
} from "@rjsf/utils";
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import classes from "./Form.module.css";
import { contextOf } from "./formContext";
import { isRelevant } from "./relevance";

/** How the parts of a settings form lie: label and help above a field, what is wrong with it below. */

/** What is wrong with a field: what the api says of it, or else what the schema says at once. */
export function useMessages(
  path: readonly (string | number)[],
  raw: readonly string[],
  registry: { formContext: unknown },
) {
  const { t } = useTranslation();
  const told = contextOf(registry).messages.get(path.join("."));
  if (told) {
    return told;
  }
  const known = { required: "faults.required", minLength: "faults.required", pattern: "faults.pattern" } as const;
  const rest = {
    minItems: "faults.minItems",
    minimum: "faults.minimum",
    maximum: "faults.maximum",
    enum: "faults.enum",
    maxLength: "faults.maxLength",
    uniqueItems: "faults.uniqueItems",
  } as const;
  const words: Readonly<Record<string, (typeof known)[keyof typeof known] | (typeof rest)[keyof typeof rest]>> = {
    ...known,
    ...rest,
  };
  return [...new Set(raw.map((keyword) => t(words[keyword] ?? "faults.other")))];
}

function FieldTemplate(props: FieldTemplateProps) {
  const { id, label, required, children, displayLabel, rawErrors, hidden, schema, fieldPathId, registry } = props;
  const messages = useMessages(fieldPathId.path, rawErrors ?? [], registry);
  if (hidden) {
    return null;
  }
  const isRoot = fieldPathId.path.length === 0;
  // A switch has its label beside it, and the items of a list are named by their card.
  const isOwn = schema.type === "boolean" || /^\d+$/.test(String(fieldPathId.path.at(-1)));
  const hasLabel = (displayLabel || props.uiSchema?.["ui:field"] !== undefined) && !isOwn && !isRoot;
  return (
    <div className={classes.field} data-field={fieldPathId.path.join(".")} data-bad={messages.length > 0 || undefined}>
      {hasLabel ? (
        <div>
          <label className={classes.label} htmlFor={id} id={`${id}-label`}>
            {label}
          </label>
          <Necessity required={required === true} />
        </div>
      ) : null}
      {hasLabel && schema.description ? (
        <p className={classes.help} id={`${id}-help`}>
          {schema.description}
        </p>
      ) : null}
      {children}
      {isRoot ? null : <Messages id={id} messages={messages} />}
    </div>
  );
}

export function Necessity({ required }: { required: boolean }) {
  const { t } = useTranslation();
  return required ? null : <span className={classes.optional}>{t("settings.optional")}</span>;
}

export function Messages({ id, messages }: { id: string; messages: readonly string[] }) {
  return messages.length === 0 ? null : (
    <ul className={classes.messages} id={`${id}-errors`}>
      {messages.map((message) => (
        <li key={message}>{message}</li>
      ))}
    </ul>
  );
}

function ObjectFieldTemplate({ properties, title, fieldPathId, schema, formData }: ObjectFieldTemplateProps) {
  const fields = properties
    .filter(({ hidden, name }) => !hidden && isRelevant(schema, name, formData))
    .map(({ content }) => content);
  // The settings as a whole have no heading of their own, and the items of a list are named by their card.
  const isItem = /^\d+$/.test(String(fieldPathId.path.at(-1)));
  const isNamed = fieldPathId.path.length > 0 && !isItem && title;
  return isNamed ? (
    <fieldset className={classes.group}>
      <legend className={classes.label}>{title}</legend>
      {fields}
    </fieldset>
  ) : (
    <div className={classes.stack}>{fields}</div>
  );
}

function ArrayFieldTemplate({
  items,
  canAdd,
  onAddClick,
  schema,
  title,
  required,
  fieldPathId,
  rawErrors,
  registry,
}: ArrayFieldTemplateProps) {
  const { t } = useTranslation();
  const messages = useMessages(fieldPathId.path, rawErrors ?? [], registry);
  const { isReadOnly } = contextOf(registry);
  return (
    <fieldset className={classes.group} id={fieldPathId.$id} data-bad={messages.length > 0 || undefined}>
      <legend className={classes.label}>
        {title} <Necessity required={required === true} />
      </legend>
      {schema.description ? <p className={classes.help}>{schema.description}</p> : null}
      {items.length > 0 ? <div className={classes.items}>{items}</div> : null}
      {canAdd && !isReadOnly ? (
        <Button
          variant="default"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={onAddClick}
          className={classes.add}
          data-testid={`add-${fieldPathId.path.join(".")}`}
        >
          {t("settings.addItem")}
        </Button>
      ) : null}
    </fieldset>
  );
}

function ArrayFieldItemTemplate({
  children,
  buttonsProps,
  index,
  schema,
  totalItems,
  registry,
}: ArrayFieldItemTemplateProps) {
  const { t } = useTranslation();
  const what = t("settings.item", { title: schema.title ?? "", n: index + 1 });
  const isCard = schema.type === "object";
  const { isReadOnly } = contextOf(registry);
  const { hasMoveUp, hasMoveDown, hasRemove, onMoveUpItem, onMoveDownItem, onRemoveItem } = buttonsProps;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset inside a fieldset would be read out twice
    <div className={isCard ? classes.card : classes.line} role="group" aria-label={what}>
      {isCard ? <div className={classes.cardTitle}>{what}</div> : null}
      <div className={classes.content}>{children}</div>
      {isReadOnly ? null : (
        <div className={classes.buttons}>
          {totalItems > 1 ? (
            <>
              <ItemButton
                name={t("settings.moveUp", { what })}
                icon={IconArrowUp}
                isOff={!hasMoveUp}
                onUse={onMoveUpItem}
              />
              <ItemButton
                name={t("settings.moveDown", { what })}
                icon={IconArrowDown}
                isOff={!hasMoveDown}
                onUse={onMoveDownItem}
              />
            </>
          ) : null}
          <ItemButton
            name={t("settings.removeItem", { what })}
            icon={IconTrash}
            isOff={!hasRemove}
            onUse={onRemoveItem}
          />
        </div>
      )}
    </div>
  );
}

interface ItemButtonProps {
  name: string;
  icon: typeof IconTrash;
  isOff?: boolean;
  onUse: () => void;
}

export function ItemButton({ name, icon: Icon, isOff = false, onUse }: ItemButtonProps) {
  return (
    <ActionIcon variant="subtle" color="gray" size={28} aria-label={name} disabled={isOff} onClick={() => onUse()}>
      <Icon size={15} aria-hidden />
    </ActionIcon>
  );
}

const nothing = () => null;

export const templates: Partial<TemplatesType> = {
  FieldTemplate,
  ObjectFieldTemplate,
  ArrayFieldTemplate,
  ArrayFieldItemTemplate,
  ErrorListTemplate: nothing,
};
