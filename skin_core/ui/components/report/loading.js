// While it loads the viewer speaks English only, in a tree of its own; what it says then, at `places`, is said in `words`.
((words, places) => {
  const end = performance.now() + 15000;
  const roots = () => [...document.querySelectorAll('[class*="st-key-report-pdf"] *')].map((one) => one.shadowRoot);
  (function look() {
    for (const root of roots().filter(Boolean)) {
      for (const one of root.querySelectorAll(places)) one.textContent = words;
      if (root.querySelector("canvas")) return;
    }
    if (performance.now() < end) requestAnimationFrame(look);
  })();
})
