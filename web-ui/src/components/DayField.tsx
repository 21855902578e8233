import { TextInput } from "@mantine/core";
import { useEffect, useState } from "react";

interface DayFieldProps {
  label: string;
  value: string;
  onDay: (day: string) => void;
}

/** A day, which counts as soon as its year has four digits: while 2026 is typed, it is the year 2 at first. */
export function DayField({ label, value, onDay }: DayFieldProps) {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  return (
    <TextInput
      type="date"
      size="xs"
      aria-label={label}
      title={label}
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
