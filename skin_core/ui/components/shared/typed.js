// What was typed counts without Enter: Streamlit is told of it before a key, a click or the end of
// the tab could pass the field by, and soon after the last stroke.
(() => {
  if (window.skindeskTells) return; // once for a tab, however often the page is drawn
  window.skindeskTells = true;
  const PAUSE_MS = 700;
  const EDITING = /^[acvxyz]$/i; // copy, paste, undo
  let pause;

  // As if the field were left; the caret stays where it is.
  function tell(field) {
    if (isBox(field)) choose(field);
    else if (field?.matches?.("input, textarea, [role=spinbutton]")) {
      const away = { bubbles: true, relatedTarget: document.body };
      field.dispatchEvent(new FocusEvent("focusout", away));
    }
  }

  // The option that is named, or the words themselves where own ones are taken; never a guess.
  function choose(box) {
    if (box.tell) return box.tell(); // ours knows by itself
    const typed = bare(box.value);
    const list = document.getElementById(box.getAttribute("aria-controls") ?? "");
    if (!typed || !list) return;
    const options = [...list.querySelectorAll("[role=option]")];
    const own = options.find((one) => one.matches('[data-key="__creatable__"]'));
    const only = options.length === 1 && bare(options[0].textContent).startsWith(typed);
    (options.find((one) => bare(one.textContent) === typed) ?? own ?? (only ? options[0] : null))?.click();
  }

  // Streamlit empties a box of choices on Escape, also where that was to close its list alone.
  function close(event, box) {
    const isOpen = box.getAttribute("aria-expanded") === "true";
    if (!isOpen && !box.value) return; // it closes what the box stands in
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!isOpen) return;
    box.blur();
    box.focus();
  }

  const bare = (text) => text.trim().toLowerCase();
  const isBox = (field) => field?.getAttribute?.("role") === "combobox";
  const active = () => document.activeElement;

  addEventListener("keydown", (event) => {
    const { key, altKey, ctrlKey, metaKey } = event;
    const isShortcut = (altKey || ((ctrlKey || metaKey) && !EDITING.test(key))) && /^([a-z]|Enter)$/i.test(key);
    const isDate = active()?.matches?.("[role=spinbutton]");
    if (key === "Escape" && isBox(active()) && !active().tell) return close(event, active());
    // Escape closes what a date stands in, and the date with it.
    if (isShortcut || (key === "Tab" && isBox(active())) || (key === "Escape" && isDate)) tell(active());
    else if (isDate) soon(active());
  }, true);
  addEventListener("pointerdown", (event) => {
    const box = active();
    if (isBox(box) && !event.target.closest?.("[role=listbox]") && event.target !== box) choose(box);
  }, true);
  addEventListener("input", (event) => soon(event.target), true);
  addEventListener("pagehide", () => tell(active()));
  document.addEventListener("visibilitychange", () => document.hidden && tell(active()));

  // A list is read at leisure, and half a number is none.
  function soon(field) {
    clearTimeout(pause);
    if (isBox(field) || field.validity?.valid === false) return;
    pause = setTimeout(() => field === active() && tell(field), PAUSE_MS);
  }
})();
