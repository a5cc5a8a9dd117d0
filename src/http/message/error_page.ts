/**
 * The small pages of our own: errors and redirects. They quote nothing from the request.
 */
import { STATUS_TEXT } from "@std/http/status";
import { Answer } from "./answer.ts";
import { Fields } from "./fields.ts";

export interface ErrorOptions {
  /** Fields the answer carries besides its own. */
  readonly fields?: Fields;
  /** A sentence below the heading. */
  readonly reason?: string;
  /** The connection ends with this answer. */
  readonly final?: boolean;
}

/** A page that says the status and, if given, the reason. */
export function errorAnswer(status: number, options: ErrorOptions = {}): Answer {
  const title = `${status} ${STATUS_TEXT[status] ?? ""}`;
  const reason = options.reason === undefined ? "" : `<p>${escapeHtml(options.reason)}.</p>\n`;
  const body = new TextEncoder().encode(
    `<!DOCTYPE html>\n<html lang="en">\n<meta charset="utf-8">\n<title>${title}</title>\n<h1>${title}</h1>\n${reason}</html>\n`,
  );
  const fields = (options.fields?.copy() ?? new Fields())
    .set("Content-Type", "text/html; charset=utf-8")
    .set("Content-Length", String(body.length));
  return new Answer(status, fields.toString(), { body, final: options.final ?? false });
}

/** Sends the client elsewhere. @param location Percent-encoded path or absolute address. */
export function redirectAnswer(status: number, location: string, fields: Fields): Answer {
  return errorAnswer(status, { fields: fields.copy().set("Location", location) });
}

/** Text as HTML shows it, in content and in quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
