/**
 * Runs before the page is drawn: articles are shown one at a time from the first moment. Without scripts they all stay.
 */
document.documentElement.classList.add("one");
