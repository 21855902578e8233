import classes from "./Bulk.module.css";

interface TickBoxProps {
  label: string;
  isTicked: boolean;
  /** Some of what it stands for is ticked, and some is not. */
  isPartly?: boolean;
  onToggle: () => void;
}

/** Selects a line of a table, or all of them. */
export function TickBox({ label, isTicked, isPartly = false, onToggle }: TickBoxProps) {
  return (
    <input
      type="checkbox"
      className={classes.tick}
      aria-label={label}
      checked={isTicked}
      ref={(box) => {
        if (box) {
          box.indeterminate = isPartly;
        }
      }}
      onChange={onToggle}
    />
  );
}
