// Words on the page whose contrast to their ground is below `enough` (WCAG 2.2), disabled ones aside.
(enough) => {
  // Disabled, no words, or (a slider's value) painted beside the ground that it stands in.
  const ASIDE = ":disabled, [aria-disabled=true], style, script, noscript, "
    + "[data-testid=stIconMaterial], .icon, [data-testid=stSliderThumbValue]";
  const parse = (colour) => {
    const parts = (colour.match(/[\d.]+/g) || []).map(Number);
    if (colour.startsWith("color(")) parts.splice(0, 3, ...parts.slice(0, 3).map((one) => 255 * one));
    return [...parts.slice(0, 3), parts.length > 3 ? parts[3] : 1];
  };
  const over = ([r, g, b, a], under) => [r, g, b].map((one, at) => one * a + under[at] * (1 - a));
  const light = (rgb) => rgb
    .map((one) => (one / 255 <= 0.04045 ? one / 255 / 12.92 : ((one / 255 + 0.055) / 1.055) ** 2.4))
    .reduce((sum, one, at) => sum + one * [0.2126, 0.7152, 0.0722][at], 0);
  const contrast = (one, other) => {
    const [dark, bright] = [light(one), light(other)].sort((a, b) => a - b);
    return (bright + 0.05) / (dark + 0.05);
  };
  const above = (element) => (element ? [...above(element.parentElement), element] : []);
  const ground = (line) => line.reduce(
    (under, one) => over(parse(getComputedStyle(one).backgroundColor), under), [255, 255, 255],
  );
  const found = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    const words = node.textContent.trim();
    if (!words || !element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    if (element.closest(ASIDE)) continue;
    if (parseFloat(getComputedStyle(element).fontSize) === 0) continue;
    const line = above(element);
    const back = ground(line);
    const [r, g, b, a] = parse(getComputedStyle(element).color);
    const opacity = line.reduce((all, one) => all * getComputedStyle(one).opacity, 1);
    const value = contrast(over([r, g, b, a * opacity], back), back);
    if (value < enough) found.add(`${words.slice(0, 40)}: ${value.toFixed(2)}`);
  }
  return [...found];
}
