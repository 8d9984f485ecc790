// Focus follows the work, to the first of `places` that is there and can be used; never away from a
// field that stays while the page is drawn, and to a field only where that opens no keyboard.
((places) => {
  const FIELDS = "input:not([type=file]), textarea, [contenteditable=true]";
  const [end, fine] = [performance.now() + 20000, matchMedia("(pointer: fine)").matches];
  const ready = (one) => one.checkVisibility({ visibilityProperty: true }) && !one.disabled;
  const isBusy = () => document.querySelector(".stApp").dataset.testScriptState === "running";
  let busy = performance.now();
  (function look() {
    const now = performance.now();
    if (isBusy()) busy = now;
    const isTyping = document.activeElement?.matches(FIELDS);
    const place = isTyping ? null : places.flatMap((one) => [...document.querySelectorAll(one)]).find(ready);
    if (!place) return now < (isTyping ? busy + 400 : end) ? setTimeout(look, 30) : null;
    if (place.matches(FIELDS) && !fine) return;
    if (place.tabIndex < 0) place.tabIndex = -1; // a heading: it can be come from, not be tabbed to
    place.focus({ preventScroll: true });
  })();
})
