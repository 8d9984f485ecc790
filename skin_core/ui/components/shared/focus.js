// Focus follows the work, to the first of `places` that is there and can be used; never away from a
// field that is being typed in, and to a field only where that opens no keyboard on the screen.
((places) => {
  const FIELDS = "input:not([type=file]), textarea, [contenteditable=true]";
  const [end, fine] = [performance.now() + 20000, matchMedia("(pointer: fine)").matches];
  const ready = (one) => one.checkVisibility({ visibilityProperty: true }) && !one.disabled;
  (function look() {
    if (document.activeElement?.matches(FIELDS)) return;
    const place = places.flatMap((one) => [...document.querySelectorAll(one)]).find(ready);
    if (!place) return performance.now() < end ? requestAnimationFrame(look) : null;
    if (place.matches(FIELDS) && !fine) return;
    if (place.tabIndex < 0) place.tabIndex = -1; // a heading: it can be come from, not be tabbed to
    place.focus({ preventScroll: true });
  })();
})
