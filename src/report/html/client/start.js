/** Brings the page to life. Without this it is still complete, only longer. */
import { startCharts } from "./charts.js";
import { startControls } from "./controls.js";
import { startFields } from "./fields.js";
import { numbers } from "./facts.js";
import { startPieces } from "./pieces.js";
import { startSelection } from "./selection.js";

if (numbers.length > 0) {
  startControls();
  startFields();
  startCharts();
  startPieces();
  startSelection();
}
