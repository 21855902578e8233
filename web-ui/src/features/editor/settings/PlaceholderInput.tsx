import { ActionIcon, Menu, TextInput } from "@mantine/core";
import { IconBraces } from "@tabler/icons-react";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { type PlaceholderChoice, previewOf, unknownPlaceholders } from "../model/placeholders";
import classes from "./Form.module.css";

interface PlaceholderInputProps {
  id?: string;
  label?: string;
  value: string;
  /** What counts when nothing is written. */
  hint?: string | undefined;
  inputMode?: "decimal" | undefined;
  placeholders: readonly PlaceholderChoice[];
  size?: "xs" | "sm";
  isOff: boolean;
  describedBy?: string;
  onChange: (text: string) => void;
  onBlur: () => void;
}

/** A text that may ask values of the run, with a preview of what it comes to. */
export function PlaceholderInput(props: PlaceholderInputProps) {
  const { id, label, value, hint, inputMode, placeholders, size = "sm", isOff, describedBy, onChange, onBlur } = props;
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const preview = previewOf(value, placeholders);
  const unknown = unknownPlaceholders(value, placeholders);
  function insert(text: string): void {
    const [from, to] = [input.current?.selectionStart ?? value.length, input.current?.selectionEnd ?? value.length];
    onChange(value.slice(0, from) + text + value.slice(to));
  }
  return (
    <div>
      <TextInput
        ref={input}
        size={size}
        id={id}
        aria-label={label}
        aria-describedby={describedBy}
        value={value}
        placeholder={hint}
        inputMode={inputMode}
        disabled={isOff}
        onChange={(event) => onChange(event.currentTarget.value)}
        onBlur={onBlur}
        rightSection={
          placeholders.length === 0 || isOff ? null : (
            <Choices choices={placeholders} onChoose={insert} size={size === "xs" ? 22 : 28} />
          )
        }
      />
      {preview === null ? null : (
        <p className={classes.help}>
          {unknown.length > 0
            ? t("settings.unknownPlaceholder", { text: unknown.join(", ") })
            : t("settings.preview", { text: preview })}
        </p>
      )}
    </div>
  );
}

interface ChoicesProps {
  choices: readonly PlaceholderChoice[];
  onChoose: (text: string) => void;
  size: number;
}

function Choices({ choices, onChoose, size }: ChoicesProps) {
  const { t } = useTranslation();
  return (
    <Menu position="bottom-end" shadow="md">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={size} aria-label={t("settings.placeholder")}>
          <IconBraces size={15} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t("settings.placeholder")}</Menu.Label>
        {choices.map(({ text, label, example }) => (
          <Menu.Item key={text} onClick={() => onChoose(text)}>
            {label}
            <span className={classes.choice}>
              {text} · {example}
            </span>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
