/** What `tcplab lab` says around a run, in Hebrew. */
import { isolate } from "../text/isolate.ts";
import type { LabWords } from "../kinds/lab_words.ts";

export const HEBREW_LAB: LabWords = {
  link: (road) => `הקו: ${road}.`,
  loopback: "הממשק loopback של המחשב הזה, בלי דבר באמצע",
  next: "מה לנסות עכשיו",
  asPromised: "כל החבילות באו כפי שהתרחיש אומר.",
  ended: (end, { code, signal }) => {
    const who = end === "client" ? "הלקוח" : "השרת";
    return signal === null
      ? `${who} הסתיים בקוד יציאה ${isolate(String(code))}.`
      : `${who} הופסק על ידי ${isolate(signal)}.`;
  },
  serverStopped: "השרת עוד רץ כשהלקוח הסתיים, והופסק.",
};
