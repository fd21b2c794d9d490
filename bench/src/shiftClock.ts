const real = Date.now.bind(Date);
let shift = 0;

Date.now = () => real() + shift;

/** Sets how far ahead of the real time this process believes to be, in milliseconds. */
export function shiftClock(millis: number): void {
  shift = millis;
}
