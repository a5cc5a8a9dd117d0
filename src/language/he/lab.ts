/** What `tcplab lab` says around a run, in Hebrew. */
import type { LabWords } from "../kinds/lab_words.ts";

export const HEBREW_LAB: LabWords = {
  link: (road) => `הקו: ${road}.`,
  loopback: "הממשק loopback של המחשב הזה, בלי דבר באמצע",
  next: "מה לנסות עכשיו",
  asPromised: "כל החבילות באו כפי שהתרחיש אומר.",
};
