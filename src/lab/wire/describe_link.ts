/** A link in words, for whoever reads what was played over it. */
import { isFaulty, type LinkOptions } from "./link_options.ts";

/** A link in words. */
export function describeLink(link: LinkOptions): string {
  const percent = (share: number) => `${Number((share * 100).toPrecision(6))} %`;
  const parts = [`${link.delay} ms one way`];
  if (link.jitter > 0) parts.push(`up to ${link.jitter} ms more by chance`);
  if (link.rate !== null) parts.push(`${link.rate.toLocaleString("en-US")} bit/s`);
  parts.push(`MTU ${link.mtu}`, link.offload ? "segmentation offload" : "no offload");
  if (link.loss > 0) parts.push(`${percent(link.loss)} lost`);
  if (link.reorder > 0) parts.push(`${percent(link.reorder)} overtaken`);
  if (link.duplicate > 0) parts.push(`${percent(link.duplicate)} doubled`);
  if (link.corrupt > 0) parts.push(`${percent(link.corrupt)} damaged`);
  for (const { action, from, kind, nth, count } of link.faults) {
    const which = count > 1 ? `packets ${nth} to ${nth + count - 1}` : `packet ${nth}`;
    const what = kind === "any"
      ? which
      : which.replace("packet", `${kind === "data" ? "data" : kind.toUpperCase()} packet`);
    parts.push(`the ${from}'s ${what} ${WHAT_HAPPENS[action]}`);
  }
  if (isFaulty(link)) parts.push(`seed ${link.seed}`);
  return parts.join(", ");
}

const WHAT_HAPPENS = { drop: "lost", hold: "overtaken", duplicate: "doubled", corrupt: "damaged" } as const;
