/** Brings the page to life. Without this it is still complete, only longer. */
import { startCharts } from "./charts.js";
import { startControls } from "./controls.js";
import { numbers } from "./facts.js";
import { startFields } from "./fields.js";
import { startPieces } from "./pieces.js";
import { startSelection } from "./selection.js";

try {
  if (numbers.length > 0) {
    startControls();
    startFields();
    startCharts();
    startPieces();
    startSelection();
  }
} catch (error) {
  // A browser that cannot do this much shows everything, as it would without scripts.
  document.documentElement.classList.remove("one");
  throw error;
}
