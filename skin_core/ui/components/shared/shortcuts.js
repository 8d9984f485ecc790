// Ctrl + O chooses photos, as it opens files elsewhere.
(() => {
  if (window.skindeskShortcuts) return; // once for a tab, however often the page is drawn
  window.skindeskShortcuts = true;
  addEventListener("keydown", (event) => {
    const { key, altKey, ctrlKey, metaKey, shiftKey } = event;
    if (!(ctrlKey || metaKey) || altKey || shiftKey || key.toLowerCase() !== "o") return;
    const zone = '[class*="st-key-analyse-upload"] [data-testid="stFileUploaderDropzone"]';
    const choose = document.querySelector(`${zone} button:enabled`);
    if (!choose) return;
    event.preventDefault();
    choose.focus();
    choose.click();
  });
})();
