/** What can be seen of the canvas, or where a thing lies in it: in pixels from the canvas's upper left corner. */
export interface Frame {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** How far from the edge a thing comes to lie that was out of sight. */
const EDGE = 16;

function shift(from: number, to: number, low: number, high: number): number {
  // What does not fit comes into sight with nothing that is worth a move.
  if (to - from > high - low || (from >= low && to <= high)) {
    return 0;
  }
  const edge = Math.min(EDGE, (high - low - to + from) / 2);
  return from < low ? low + edge - from : high - edge - to;
}

/** The least move of the canvas that brings a thing into sight as a whole; none where it is there already. */
export function intoSight(thing: Frame, sight: Frame): { x: number; y: number } {
  return {
    x: shift(thing.left, thing.right, sight.left, sight.right),
    y: shift(thing.top, thing.bottom, sight.top, sight.bottom),
  };
}
