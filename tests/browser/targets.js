// What a finger has to hit and is lower or narrower than `enough` pixels, by its words and its size.
(enough) => {
  const HIT = "button, summary, select, textarea, [role=button], [role=tab], "
    + "input:not([type=hidden], [type=checkbox], [type=radio], [type=range], [type=file]), "
    + "label:has(> input[type=checkbox]), .sd-choices label, nav a";
  const found = new Set();
  for (const one of document.querySelectorAll(HIT)) {
    if (!one.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    if (one.closest("[aria-hidden=true], [inert]") || one.tabIndex < 0 && one.matches("button")) continue;
    const { width, height, right } = one.getBoundingClientRect();
    if (width < 2 || height < 2 || right <= 0) continue; // for screen readers, or put away
    if (height > enough - 0.5 && width > enough - 0.5) continue;
    const words = one.textContent.trim() || one.ariaLabel || one.placeholder || "";
    const key = one.closest("[class*=st-key-]")?.className.match(/st-key-[\w-]+/)[0];
    found.add(`${one.tagName.toLowerCase()} ${key} "${words.slice(0, 30)}" ${Math.round(width)}×${Math.round(height)}`);
  }
  return [...found];
}
