import { TextInput } from "@mantine/core";
import { useEffect, useState } from "react";

interface DayFieldProps {
  /** What the day is, in full: for those who hear it, and as a hint. */
  label: string;
  /** The same in a word, which stands in the field. */
  word: string;
  value: string;
  onDay: (day: string) => void;
}

/** A day, which counts as soon as its year has four digits: while 2026 is typed, it is the year 2 at first. */
export function DayField({ label, word, value, onDay }: DayFieldProps) {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  return (
    <TextInput
      type="date"
      size="xs"
      aria-label={label}
      title={label}
      leftSection={<span aria-hidden>{word}</span>}
      leftSectionWidth={52}
      leftSectionPointerEvents="none"
      value={typed}
      onChange={({ currentTarget: { value: day } }) => {
        setTyped(day);
        if (day === "" || day >= "1000") {
          onDay(day);
        }
      }}
    />
  );
}
