// A list of radio buttons of the browser's own: a choice shows at once, and is told after it shows.
const TELL_AFTER_MS = 100; // a reader who runs through the list with the arrow keys is not held up

export default function ({ data, parentElement, setStateValue }) {
  const list = parentElement.querySelector("fieldset");
  const drawn = JSON.stringify(data.options);
  if (list.dataset.drawn !== drawn) { // else it is the reader who knows best what is chosen
    list.dataset.drawn = drawn;
    draw(list, data);
    requestAnimationFrame(() => scrollToChosen(list));
  }
  const tell = () => {
    clearTimeout(list.telling);
    if (list.untold !== undefined) setStateValue("chosen", list.untold);
    list.untold = undefined;
  };
  list.onchange = (event) => {
    clearTimeout(list.telling);
    list.untold = event.target.value;
    list.telling = setTimeout(tell, TELL_AFTER_MS);
  };
  list.onpointerleave = tell; // whoever leaves for another part of the page has chosen
}

function draw(list, { label, group, options, chosen }) {
  list.setAttribute("aria-label", label);
  list.replaceChildren(...options.map(({ value, name, line, warning }) => {
    const button = Object.assign(document.createElement("input"), {
      type: "radio", name: group, value, checked: value === chosen,
    });
    const row = document.createElement("label");
    row.append(button, text(name, line, warning));
    return row;
  }));
}

// The name, a warning beside it, and what is said of it on a line of its own.
function text(name, line, warning) {
  if (!line && !warning) return name;
  const whole = span("", span("name", name));
  if (warning) {
    const icon = span("icon", "warning");
    icon.ariaHidden = "true";
    icon.translate = false;
    whole.append(" ", span("warning", icon, warning));
  }
  if (line) whole.append(" ", span("line", line));
  return whole;
}

function span(className, ...children) {
  const made = Object.assign(document.createElement("span"), { className });
  made.append(...children);
  return made;
}

// In a list that scrolls; the page itself stays where it is.
function scrollToChosen(list) {
  const chosen = list.querySelector("input:checked");
  const frame = list.closest("[class*='diseases-list']");
  if (!chosen || !frame) return;
  const below = chosen.getBoundingClientRect().top - frame.getBoundingClientRect().top;
  if (below < 0 || below > frame.clientHeight) frame.scrollTop += below - frame.clientHeight / 2;
}
