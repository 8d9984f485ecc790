// Copies a text that the page shows. Where the browser offers no clipboard (a page not over https), through a hidden field.
export default function ({ data, parentElement }) {
  const button = parentElement.querySelector("button");
  const word = button.querySelector(".word");
  word.textContent = data.word;
  button.onclick = async () => {
    const isCopied = (await byClipboard(data.text)) || byField(data.text);
    if (isCopied) word.textContent = data.done;
  };
}

async function byClipboard(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

function byField(text) {
  const field = document.createElement("textarea");
  field.value = text;
  field.style.cssText = "position: fixed; opacity: 0;";
  document.body.append(field);
  field.select();
  const isCopied = document.execCommand("copy");
  field.remove();
  return isCopied;
}
