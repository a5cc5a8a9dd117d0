/** Brings the page to life. Without this it is still complete, only longer. */
import { startCharts } from "./charts.js";
import { startControls } from "./controls.js";
import { startCopying } from "./copy.js";
import { numbers } from "./facts.js";
import { startFields } from "./fields.js";
import { startNarrowing } from "./narrow.js";
import { startPictures } from "./picture.js";
import { startPieces } from "./pieces.js";
import { startSelection } from "./selection.js";

try {
  if (numbers.length > 0) {
    startControls();
    startCopying();
    startFields();
    startCharts();
    startPictures();
    startPieces();
    startSelection();
    startNarrowing();
  }
} catch (error) {
  // A browser that cannot do this much shows everything, as it would without scripts.
  document.documentElement.classList.remove("one");
  throw error;
}
