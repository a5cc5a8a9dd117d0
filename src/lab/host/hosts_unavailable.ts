/** This machine does not allow virtual hosts. The message says what is missing and how to allow it. */
import { Failure } from "../../base/failure.ts";

export class HostsUnavailable extends Failure {
  override name = "HostsUnavailable";
}
