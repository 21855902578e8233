import { Modal } from "@mantine/core";
import type { TablerIcon } from "@tabler/icons-react";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import classes from "./CommandMenu.module.css";
import { matches } from "./matches";
import { useTopmost } from "./useTopmost";

export interface Command {
  id: string;
  label: string;
  hint?: string;
  group?: string;
  icon?: TablerIcon;
  /** More words that it is found by. */
  words?: string;
  /** Why it cannot be chosen; it is shown all the same. */
  refused?: string;
  run: () => void;
}

interface CommandMenuProps {
  title: string;
  placeholder: string;
  nothing: string;
  commands: readonly Command[];
  onClose: () => void;
  /** Whether the focus goes back to where it was; not where the choice leads it somewhere else. */
  returnsFocus?: boolean;
  /** Where the list is made by the caller for what is typed, such as by asking the server. */
  onType?: (text: string) => void;
}

/** A list to search and choose from by keyboard or pointer: adding, connecting, finding, going somewhere. */
export function CommandMenu({
  title,
  placeholder,
  nothing,
  commands,
  onClose,
  onType,
  returnsFocus = true,
}: CommandMenuProps) {
  const id = useId();
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const found = commands.filter((command) => matches(typed, `${command.label} ${command.words ?? ""}`));
  const active = found[Math.min(at, found.length - 1)];
  const optionId = (command: Command) => `${id}-${command.id}`;

  useEffect(() => {
    list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  });

  function choose(command: Command | undefined): void {
    if (command && command.refused === undefined) {
      onClose();
      command.run();
    }
  }

  function onKeyDown(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setAt(Math.max(0, Math.min(found.length - 1, Math.min(at, found.length - 1) + step)));
    } else if (event.key === "Enter") {
      event.preventDefault();
      choose(active);
    }
  }

  const isTopmost = useTopmost(true);
  return (
    <Modal
      opened
      closeOnEscape={isTopmost}
      closeOnClickOutside={isTopmost}
      onClose={onClose}
      withCloseButton={false}
      returnFocus={returnsFocus}
      title={title}
      padding={0}
      size={520}
      yOffset="10dvh"
      attributes={{ header: { role: "none" } }}
      classNames={{ title: "visually-hidden", header: "visually-hidden", body: classes.body }}
    >
      <div className={classes.search}>
        <input
          className={classes.input}
          role="combobox"
          aria-label={placeholder}
          aria-expanded={found.length > 0}
          aria-controls={found.length > 0 ? `${id}-list` : undefined}
          aria-activedescendant={active ? optionId(active) : undefined}
          aria-autocomplete="list"
          placeholder={placeholder}
          value={typed}
          data-autofocus
          // biome-ignore lint/a11y/noAutofocus: it was opened to type into, and the first letters may come at once
          autoFocus
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setAt(0);
            onType?.(event.currentTarget.value);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      {found.length === 0 ? (
        <p className={classes.nothing} role="status">
          {nothing}
        </p>
      ) : (
        <div ref={list} id={`${id}-list`} role="listbox" aria-label={title} className={classes.list} tabIndex={-1}>
          {found.map((command, index) => (
            <Option
              key={command.id}
              id={optionId(command)}
              command={command}
              isActive={command === active}
              isFirst={command.group !== undefined && found[index - 1]?.group !== command.group}
              onPoint={() => setAt(index)}
              onChoose={() => choose(command)}
            />
          ))}
        </div>
      )}
    </Modal>
  );
}

interface OptionProps {
  id: string;
  command: Command;
  isActive: boolean;
  isFirst: boolean;
  onPoint: () => void;
  onChoose: () => void;
}

function Option({ id, command, isActive, isFirst, onPoint, onChoose }: OptionProps) {
  const { icon: Icon, label, hint, group, refused } = command;
  return (
    <>
      {isFirst ? (
        <div className={classes.group} role="presentation">
          {group}
        </div>
      ) : null}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the search field has the keyboard and names the active option */}
      <div
        id={id}
        role="option"
        tabIndex={-1}
        aria-selected={isActive}
        aria-disabled={refused !== undefined}
        className={classes.option}
        onPointerMove={onPoint}
        onClick={onChoose}
      >
        {Icon ? <Icon size={18} stroke={1.75} aria-hidden className={classes.icon} /> : null}
        <span className={classes.words}>
          <span className={classes.label}>{label}</span>
          {(refused ?? hint) ? <span className={classes.hint}>{refused ?? hint}</span> : null}
        </span>
      </div>
    </>
  );
}
