// Ctrl + O chooses photos, as it opens files elsewhere: once the page has taken what was just typed,
// for a page that is drawn anew while files are chosen would not get them.
(() => {
  if (window.skindeskShortcuts) return; // once for a tab, however often the page is drawn
  window.skindeskShortcuts = true;
  addEventListener("keydown", (event) => {
    const { key, altKey, ctrlKey, metaKey, shiftKey } = event;
    if (!(ctrlKey || metaKey) || altKey || shiftKey || key.toLowerCase() !== "o") return;
    if (!zone()) return;
    event.preventDefault();
    zone().focus();
    chooseWhenQuiet(performance.now());
  });

  const ZONE = '[class*="st-key-analyse-upload"] [data-testid="stFileUploaderDropzone"] button:enabled';
  const zone = () => document.querySelector(ZONE);
  const isBusy = () => document.querySelector(".stApp").dataset.testScriptState === "running";

  function chooseWhenQuiet(begun, busy = begun) {
    const now = performance.now();
    if (isBusy()) busy = now;
    if (now - busy > 250 || now - begun > 3000) zone()?.click();
    else setTimeout(chooseWhenQuiet, 50, begun, busy);
  }
})();
