// Numbers, times and names for people. All times are UTC.

const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const oneDecimal = new Intl.NumberFormat("en", { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const clockFormat = new Intl.DateTimeFormat("en-GB", { timeStyle: "medium", timeZone: "UTC" });
const dayFormat = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });

export const count = (n) => whole.format(n);

/** `1 event`, `2 events`. */
export const quantity = (n, noun) => `${count(n)} ${noun}${n === 1 ? "" : "s"}`;

export const rate = (n) => (n > 0 && n < 10 ? oneDecimal.format(n) : count(n));

/** `84%`, and one decimal below ten percent. */
export const percent = (share) => `${share < 0.0995 ? oneDecimal.format(share * 100) : whole.format(share * 100)}%`;

/** A signed change in percentage points. */
export function points(change) {
  const rounded = Math.round(change * 1000) / 10;
  return rounded === 0 ? "±0" : signed(rounded, 1);
}

/** A signed number with a true minus. */
export const signed = (n, decimals) => `${n < 0 ? "−" : "+"}${Math.abs(n).toFixed(decimals)}`;

/** `view cart` of `VIEW_CART`. */
export const eventName = (type) => type.toLowerCase().replaceAll("_", " ");

export const clock = (time) => clockFormat.format(new Date(time));
/** Hours and minutes; with the day, unless it is today. */
export function clockOfToday(time) {
  const minutes = clock(time).slice(0, 5);
  return day(time) === day(Date.now()) ? minutes : `${day(time)}, ${minutes}`;
}
export const day = (time) => dayFormat.format(new Date(time));
export const dayAndClock = (time) => `${day(time)}, ${clock(time)}`;

/** A duration in its two largest units. */
export function duration(millis) {
  if (millis < 1000) {
    return `${whole.format(millis)} ms`;
  }
  if (millis < 60_000) {
    return `${millis < 10_000 ? oneDecimal.format(millis / 1000) : whole.format(millis / 1000)} s`;
  }
  const minutes = Math.round(millis / 60_000);
  if (minutes < 60) {
    return `${minutes} min`;
  }
  const hours = Math.floor(minutes / 60);
  if (hours < 48) {
    return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  }
  return `${count(Math.round(hours / 24))} days`;
}

/** How long ago something was, such as `4 min ago`. */
export const ago = (millis) => `${duration(millis)} ago`;

/** Milliseconds of a latency. */
export const latency = (millis) => (millis < 10_000 ? `${count(millis)} ms` : duration(millis));

/** An amount in minor units; if the currency is unknown, as a number of minor units. */
export function money(minor, currency) {
  try {
    const format = new Intl.NumberFormat("en", { style: "currency", currency });
    return format.format(minor / 10 ** format.resolvedOptions().maximumFractionDigits);
  } catch {
    return `${count(minor)} minor units`;
  }
}

/** Milliseconds of an ISO-8601 duration whose largest unit is days. */
export function isoMillis(text) {
  const parts = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?)?$/.exec(text) ?? [];
  const [days, hours, minutes, seconds] = parts.slice(1).map((part) => Number(part ?? 0));
  return (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
}
